"""docxtpl's dialect compiled once: what docxtpl 0.20.2 prints with `autoescape=True`, part by part, many times faster.

`compile(path).render(values)` stands for `DocxTemplate(path)`, `render(values, autoescape=True)`, `save`. For plain
values (text, numbers, lists, dicts, objects with attributes, escaped text such as `Listing`) every part equals
docxtpl's after canonicalisation, but for these exceptions:

- Data is kept where docxtpl loses it. It repairs its result with libxml2's recovery, which drops text; here a control
  character that XML forbids is left out by itself, half a surrogate is U+FFFD, `&AMP;` (made of `&amp;` by a filter
  such as `upper` over captured text) means `&`. What a value marked as safe tears for good stops (MB415).
- Data is never a template. docxtpl renders footnotes once for each section of the document, so that a value with
  tags is evaluated the second time; here it is printed. `{_{` and its like are delimiters in the template only.
- `\\a` and `\\f` in a value inside a link or a content control would put a paragraph into a paragraph: a new line.
- Nothing reads the clock: a template without properties gets python-docx's, but without today's date.
- Where docxtpl fails (properties over 255 characters or with control characters, tables without a grid), the value
  is printed.
- The sandbox: no attribute with an underscore, no more than `bounds` allows (MB412, MB413). Templates with content
  that `baocao.word.safety` refuses are refused.
- `RichText`, `InlineImage` and subdocuments, which only Python code with docxtpl can make, stop (MB414); so do
  docxtpl's replacements of pictures and embedded files, which have no place here. Of `jinja_env` there are `filters`.
- Values that can be read only once (iterators) may be read twice, where a value brings XML of its own.

As docxtpl's, and no exception: `s.items` of a dict is its method; text beside a `{%p %}` tag is dropped (and told in
`findings`); text in properties is escaped twice. Without `compat` it is escaped once, the findings stop, and so does
an undefined name.
"""

from baocao.word.engine.compiled import Compiled, compile

__all__ = ['Compiled', 'compile']
