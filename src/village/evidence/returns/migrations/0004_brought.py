"""Returns that nobody owed: they were brought out of the past, as often as there are sheets."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("returns", "0003_reasons_and_reminders")]

    operations = [
        migrations.AddField("return", "brought", models.BooleanField(default=False)),
        migrations.RemoveConstraint("return", "return_is_owed_once"),
        migrations.AddConstraint(
            "return",
            models.UniqueConstraint(
                condition=models.Q(("brought", False)),
                fields=("body", "spec", "first_on", "last_on"),
                name="return_is_owed_once",
            ),
        ),
    ]
