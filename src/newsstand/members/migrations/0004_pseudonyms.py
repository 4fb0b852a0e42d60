from django.db import migrations, models

from newsstand.members.models.readers import make_pseudonym


def name_readers(apps, schema_editor):
    Reader = apps.get_model("members", "Reader")
    for reader in Reader.objects.filter(pseudonym="").only("pk"):
        Reader.objects.filter(pk=reader.pk).update(pseudonym=make_pseudonym())


class Migration(migrations.Migration):
    dependencies = [("members", "0003_interests")]
    operations = [
        migrations.AddField("reader", "pseudonym", models.CharField(default="", max_length=32), preserve_default=False),
        migrations.RunPython(name_readers, migrations.RunPython.noop),
        migrations.AlterField(
            "reader", "pseudonym", models.CharField(default=make_pseudonym, max_length=32, unique=True)
        ),
    ]
