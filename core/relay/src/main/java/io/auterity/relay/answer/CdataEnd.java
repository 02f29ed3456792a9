package io.auterity.relay.answer;

import org.jspecify.annotations.Nullable;

/**
 * The next end of a {@code CDATA} in a text, which serves all that begin before it, so that a text
 * is looked through once for however many that never end.
 *
 * @param looked the place from which on there is none before it
 * @param begin where it begins; the length of the text where there is none
 * @param tag of the end tag that follows, with nothing but space between; null where none does
 * @param behind that end tag; -1 where none follows
 */
record CdataEnd(int looked, int begin, @Nullable String tag, int behind) {

  private static final String MARK = "]]>";

  /** The first one that begins there or later. */
  static CdataEnd after(String text, int from) {
    int begin = text.indexOf(MARK, from);
    if (begin < 0) {
      return new CdataEnd(from, text.length(), null, -1);
    }
    int tag = XmlStartTag.spaceFrom(text, begin + MARK.length());
    String name = text.startsWith("</", tag) ? XmlStartTag.nameAt(text, tag + 2) : "";
    int behind = name.isEmpty() ? -1 : XmlStartTag.endTagAt(text, tag, name);
    return new CdataEnd(from, begin, behind < 0 ? null : name, behind);
  }

  /** The next one from another place on, which is this one wherever that can be told. */
  CdataEnd from(String text, int from) {
    return looked <= from && from <= begin ? this : after(text, from);
  }
}
