package io.auterity.platform.yaml;

import io.auterity.platform.json.PathBound;
import io.auterity.spi.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 with the JSON schema: {@code yes} is text, {@code 012} is text. Refused besides
 * bad syntax: a name twice in one mapping, tags, names that are no scalars, more than {@link
 * #PARTS} values once aliases are followed, nesting deeper than {@link #DEPTH}, a value of more
 * than {@link #LONGEST} characters, more than {@link #CHARACTERS} characters once aliases are
 * followed, and names and paths beyond {@link io.auterity.platform.json.PathBound}.
 */
public final class YamlReader {

  static final int DEPTH = 100;
  static final int PARTS = 1_000_000;
  static final int LONGEST = 1_000_000;

  static final int CHARACTERS = 16_000_000;

  private static final int SMALLEST_BUFFER = 1024;

  private final int maxCharacters;

  /** Refuses texts of more than {@code maxCharacters} characters. */
  public YamlReader(int maxCharacters) {
    this.maxCharacters = maxCharacters;
  }

  /**
   * All documents of a text, empty ones left out.
   *
   * @throws MalformedYamlException with the line
   */
  public List<YamlDocument> read(byte[] text) {
    return read(decoded(text));
  }

  /** As {@link #read(byte[])}. */
  public List<YamlDocument> read(String text) {
    try {
      return documents(text, new Parse(settings(text)).parseString(text).iterator());
    } catch (MarkedYamlEngineException e) {
      throw new MalformedYamlException(
          e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1), described(e));
    } catch (YamlEngineException e) {
      throw new MalformedYamlException(1, String.valueOf(e.getMessage()));
    }
  }

  // With a buffer for the whole text, as a long value is copied again for each part that is read.
  LoadSettings settings(String text) {
    return LoadSettings.builder()
        .setCodePointLimit(maxCharacters)
        .setBufferSize(Math.max(SMALLEST_BUFFER, text.length() + 1))
        .build();
  }

  private static List<YamlDocument> documents(String text, Iterator<Event> events) {
    List<YamlDocument> documents = new ArrayList<>();
    DocumentEvents reading = new DocumentEvents(events);
    YamlMarks marks = new YamlMarks(text);
    int begin = 0;
    Optional<YamlDocument> open = Optional.empty();
    while (events.hasNext()) {
      Event event = events.next();
      if (event instanceof DocumentStartEvent) {
        open = reading.read();
      } else if (event instanceof DocumentEndEvent) {
        String part = text.substring(begin, marks.end(event));
        open.ifPresent(document -> documents.add(document.written(part)));
        begin += part.length();
      }
    }
    PathBound.problem(Json.array(documents.stream().map(YamlDocument::value).toList()))
        .ifPresent(
            problem -> {
              throw new MalformedYamlException(1, problem);
            });
    return documents;
  }

  private static String decoded(byte[] text) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(text)).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedYamlException(lineOfBadByte(text), "the text is not UTF-8");
    }
  }

  private static int lineOfBadByte(byte[] text) {
    ByteBuffer bytes = ByteBuffer.wrap(text);
    StandardCharsets.UTF_8
        .newDecoder()
        .decode(bytes, java.nio.CharBuffer.allocate(text.length + 1), true);
    int line = 1;
    for (int i = 0; i < bytes.position(); i++) {
      line += text[i] == '\n' ? 1 : 0;
    }
    return line;
  }

  private static String described(MarkedYamlEngineException e) {
    return e.getContext() == null ? e.getProblem() : e.getContext() + ": " + e.getProblem();
  }
}
