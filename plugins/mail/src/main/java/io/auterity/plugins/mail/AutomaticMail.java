package io.auterity.plugins.mail;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells mail of programs, to which no program is to answer (RFC 3834): by what it says of itself,
 * by a sender to whom nothing can be sent back, and by the lists that distribute it.
 */
final class AutomaticMail {

  private static final String SUBMITTED = "Auto-Submitted";
  private static final String PRECEDENCE = "Precedence";
  private static final String SUPPRESS = "X-Auto-Response-Suppress";
  private static final String RETURN = "Return-Path";

  /** Those whose mere presence says it. */
  private static final List<String> OF_PROGRAMS =
      List.of(
          "List-Id",
          "List-Unsubscribe",
          "List-Post",
          "X-Autoreply",
          "X-Autorespond",
          "X-Failed-Recipients");

  /** The headers by which it is told. */
  static final List<String> HEADERS =
      Stream.concat(
              Stream.of(SUBMITTED, PRECEDENCE, SUPPRESS, RETURN, "Content-Type"),
              OF_PROGRAMS.stream())
          .toList();

  private static final Set<String> IMPERSONAL = Set.of("bulk", "list", "junk", "auto_reply");
  private static final Pattern NO_SENDER = Pattern.compile("\\s*<\\s*>\\s*");
  private static final Pattern DAEMON =
      Pattern.compile("(?i)(?:^|[\\s<\"])mailer-daemon(?:@|\\s*>|\\s*$)");

  private AutomaticMail() {}

  static boolean is(Message message) throws MessagingException {
    for (String name : OF_PROGRAMS) {
      if (message.getHeader(name) != null) {
        return true;
      }
    }
    return says(message, SUBMITTED, "no")
        || says(message, SUPPRESS, "none")
        || IMPERSONAL.contains(word(message, PRECEDENCE))
        || NO_SENDER.matcher(text(message, RETURN, "-")).matches()
        || DAEMON.matcher(text(message, "From", "")).find()
        || word(message, "Content-Type").startsWith("multipart/report");
  }

  // Everything but that word says so.
  private static boolean says(Message message, String name, String but) throws MessagingException {
    String said = word(message, name);
    return !said.isEmpty() && !said.startsWith(but);
  }

  private static String word(Message message, String name) throws MessagingException {
    return text(message, name, "").strip().toLowerCase(Locale.ROOT);
  }

  private static String text(Message message, String name, String otherwise)
      throws MessagingException {
    String @Nullable [] values = message.getHeader(name);
    return values == null || values.length == 0 ? otherwise : values[0];
  }
}
