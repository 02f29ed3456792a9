package io.auterity.connector.function;

import io.auterity.spi.Json;
import io.auterity.spi.mail.MessageIds;
import java.util.ArrayList;
import java.util.List;

/**
 * The mailboxes of a header of e-mail (RFC 5322, 3.4), e.g. {@code "Doe, Jane" <jane@example.org>,
 * bob@example.org}. What is written badly is read as far as it can be, and 100,000 characters at
 * most.
 */
final class MailboxList {

  private static final int MOST = 1_000;
  private static final int LONGEST = 100_000;

  private final String header;
  private final List<Json> found = new ArrayList<>();
  private final StringBuilder name = new StringBuilder();
  private final StringBuilder address = new StringBuilder();
  private int at;
  private boolean angle;
  private boolean unclosed;

  private MailboxList(String header) {
    this.header = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
  }

  /** Each as {@code address} and, where there is one, {@code name}. */
  static Json.Arr read(String header) {
    MailboxList list = new MailboxList(header);
    while (list.at < list.header.length() && list.found.size() < MOST) {
      list.step();
    }
    list.end();
    return new Json.Arr(list.found);
  }

  /** The Message-IDs of a header; of very many the first and the last ones. */
  static Json.Arr ids(String header) {
    String read = header.length() > LONGEST ? header.substring(0, LONGEST) : header;
    return new Json.Arr(MessageIds.of(read).stream().<Json>map(Json::of).toList());
  }

  private void step() {
    char letter = header.charAt(at++);
    switch (letter) {
      case '"' -> name.append(unclosed ? "" : quoted());
      case '(' -> comment();
      case '<' -> angle = true;
      case '>' -> {}
      case ',', ';' -> end();
      case ':' -> group();
      default -> (angle ? address : name).append(letter);
    }
  }

  // A quote that nothing closes says nothing.
  private String quoted() {
    StringBuilder text = new StringBuilder();
    for (int i = at; i < header.length(); i++) {
      if (header.charAt(i) == '"') {
        at = i + 1;
        return text.toString();
      }
      if (header.charAt(i) == '\\' && i + 1 < header.length()) {
        i++;
      }
      text.append(header.charAt(i));
    }
    unclosed = true;
    return "";
  }

  private void comment() {
    int depth = 1;
    while (at < header.length() && depth > 0) {
      char letter = header.charAt(at++);
      depth += letter == '(' ? 1 : letter == ')' ? -1 : 0;
      if (letter == '\\') {
        at++;
      }
    }
  }

  // "Team: a@example.org, b@example.org;" names a group, whose members count alone.
  private void group() {
    if (angle) {
      address.append(':');
    } else {
      name.setLength(0);
    }
  }

  private void end() {
    String who = EncodedWords.read(name.toString()).replaceAll("\\s+", " ").strip();
    String where = (angle ? address.toString() : who).replaceAll("\\s+", "");
    if (!where.isEmpty() && (angle || where.contains("@"))) {
      Json.Obj mailbox = Json.EMPTY.with("address", Json.of(where));
      found.add(angle && !who.isEmpty() ? mailbox.with("name", Json.of(who)) : mailbox);
    }
    name.setLength(0);
    address.setLength(0);
    angle = false;
  }
}
