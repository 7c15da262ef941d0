"""Our styles, one file beside each component, published as one small file."""

from pathlib import Path

import rcssmin
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

#: Beside the font, to which it refers.
_PUBLISHED = "assets/theme/site.css"


def on_files(files: Files, config: MkDocsConfig) -> Files:
    styles = [str(style) for style in config.extra_css if str(style) != _PUBLISHED]
    css = "\n".join(Path(config.docs_dir, name).read_text(encoding="utf-8") for name in styles)
    for name in styles:
        found = files.get_file_from_path(name)
        assert found is not None, name
        files.remove(found)
    files.append(File.generated(config, _PUBLISHED, content=str(rcssmin.cssmin(css))))
    config.extra_css = [_PUBLISHED]
    return files
