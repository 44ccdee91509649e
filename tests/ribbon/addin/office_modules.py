"""Print the names, then the sources, of the modules that LibreOffice finds in an add-in.

/usr/bin/python3 -m tests.ribbon.addin.office_modules PROFILE_FOLDER FILE
"""

import sys

from tests.office_bridge import desktop, opened

# LibreOffice does not tell an add-in by its extension.
FILTER = "Calc MS Excel 2007 VBA XML"


def main():
    profile, path = sys.argv[1:]
    with desktop(profile) as office, opened(office, path, FilterName=FILTER) as book:
        libraries = map(book.BasicLibraries.getByName, book.BasicLibraries.ElementNames)
        modules = {
            name: library.getByName(name) for library in libraries for name in library.ElementNames
        }
        sys.stdout.write("\n".join([*sorted(modules), *modules.values()]))


if __name__ == "__main__":
    main()
