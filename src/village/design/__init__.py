"""How a page looks: components, forms, charts, documents out."""
