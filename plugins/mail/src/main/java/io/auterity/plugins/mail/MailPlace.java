package io.auterity.plugins.mail;

import io.auterity.spi.CallFailedException;
import io.auterity.toolkit.Refusal;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The place of a message: numbers of a folder are its own only as long as its validity is the same,
 * so a folder that was made anew never gives another message for a former one.
 *
 * @param validity UIDVALIDITY of the folder
 * @param uid number of the message in it, which grows as messages come in
 */
record MailPlace(long validity, long uid, String folder) {

  private static final Pattern PLACE =
      Pattern.compile("(\\d{1,10})[.](\\d{1,10})[.](.{1,500})", Pattern.DOTALL);
  private static final Pattern FILE = Pattern.compile("([0-9.]{1,100})/(.+)", Pattern.DOTALL);
  private static final Pattern POSITION =
      Pattern.compile("(\\d{1,10})[.](\\d{1,10})[.](\\d{1,12})");

  /** A position in the order in which messages came into a folder, and when the last one did. */
  record Position(long validity, long uid, Instant at) {

    /**
     * Reads what {@link MailPlace#position} wrote.
     *
     * @throws CallFailedException {@code invalid}
     */
    static Position read(String text) {
      Matcher parts = POSITION.matcher(text);
      if (!parts.matches()) {
        throw Refusal.invalid("after", "must be the position of a message of this mailbox");
      }
      return new Position(
          Long.parseLong(parts.group(1)),
          Long.parseLong(parts.group(2)),
          Instant.ofEpochSecond(Long.parseLong(parts.group(3))));
    }
  }

  /** A part of a message, by the numbers that lead to it. */
  record FilePlace(String section, MailPlace message) {

    /**
     * Reads the id of an attachment.
     *
     * @throws CallFailedException {@code not_found}
     */
    static FilePlace read(String id) {
      Matcher parts = FILE.matcher(id);
      if (!parts.matches()) {
        throw missing("attachment", id);
      }
      return new FilePlace(parts.group(1), MailPlace.read("attachment", parts.group(2)));
    }
  }

  /**
   * Reads the id of a message.
   *
   * @throws CallFailedException {@code not_found}
   */
  static MailPlace read(String field, String id) {
    return parsed(id).orElseThrow(() -> missing(field, id));
  }

  /** The place that an id names; empty when it is the id of no message. */
  static Optional<MailPlace> parsed(String id) {
    Matcher parts = PLACE.matcher(id);
    return parts.matches()
        ? Optional.of(
            new MailPlace(
                Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2)), parts.group(3)))
        : Optional.empty();
  }

  static CallFailedException missing(String field, String id) {
    return MailFailures.missing(field, "there is no %s %s".formatted(field, id));
  }

  String id() {
    return "%d.%d.%s".formatted(validity, uid, folder);
  }

  /** The id of one of its parts. */
  String file(String section) {
    return section + "/" + id();
  }

  String position(Instant at) {
    return "%d.%d.%d".formatted(validity, uid, Math.max(0, at.getEpochSecond()));
  }
}
