"""Django finds `{% load design %}` here."""
