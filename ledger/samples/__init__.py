"""Sample data: three invented projects of an invented agency, and archives of any size.

Every person, company, contract and mail in here was made up. The addresses end in
``.example``, which no network resolves, and each mail carries ``X-Sample-Data: yes``.

- ``story`` says what a sample project is, ``told`` reads them: ``load()``, ``tray()``;
- ``mails``, ``quoting`` and ``charsets`` make of each mail the bytes that a mail
  program would send;
- ``chats`` exports the group of a project, ``scanned`` prints and scans a paper;
- ``contracts`` sets the contracts as PDF, ``pictures`` draws the drafts of a logo;
- ``folder`` writes all of it as files: ``write(folder)``;
- ``archive`` and ``sentences`` stream an mbox of any size:
  ``write_archive(stream, messages)``.

The same call makes the same bytes, today and tomorrow, here and elsewhere, as long as
the versions of Typst and Pillow stay: nothing asks the clock, the locale or chance.
"""
