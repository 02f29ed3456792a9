package io.auterity.platform.yaml;

import java.util.Optional;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.Mark;

/** The marks of the parser, which count code points, as places in a text. */
final class YamlMarks {

  private final String text;
  private final boolean wide;

  YamlMarks(String text) {
    this.text = text;
    this.wide = text.codePointCount(0, text.length()) != text.length();
  }

  int start(Event event) {
    return at(event.getStartMark());
  }

  int end(Event event) {
    return at(event.getEndMark());
  }

  private int at(Optional<Mark> mark) {
    int index = mark.map(Mark::getIndex).orElse(0);
    return wide ? text.offsetByCodePoints(0, index) : index;
  }
}
