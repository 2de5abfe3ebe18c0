# Whose memory a word is, and of which agency a sheet is that its data lead brings.

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('past', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='remembered',
            name='word_is_remembered_once',
        ),
        migrations.AddField(
            model_name='bringing',
            name='scope',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddField(
            model_name='remembered',
            name='owner',
            field=models.CharField(blank=True, max_length=80),
        ),
        migrations.AddConstraint(
            model_name='remembered',
            constraint=models.UniqueConstraint(fields=('owner', 'kind', 'what', 'said'), name='word_is_remembered_once'),
        ),
    ]
