package io.auterity.plugins.mail;

import io.auterity.spi.Applied;
import io.auterity.spi.Call;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.FolderNotFoundException;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.iap.CommandFailedException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.jspecify.annotations.Nullable;

/** The one place where errors of mail servers become failures. */
final class MailFailures {

  private static final int LONGEST = 500;

  private MailFailures() {}

  /**
   * The failure of an error.
   *
   * @param applied what is known of a write when the server did not answer it
   */
  static CallFailedException of(Exception error, Call call, Applied applied) {
    List<Throwable> causes = causes(error);
    if (call.cancelled()) {
      return failed(ended(call), "the call ended before the mail server answered", applied);
    }
    return causes.stream()
        .flatMap(cause -> Optional.ofNullable(told(cause)).stream())
        .findFirst()
        .orElseGet(() -> ofConnection(causes, applied));
  }

  // What a server answered; null where it did not answer.
  private static @Nullable CallFailedException told(Throwable cause) {
    return switch (cause) {
      case AuthenticationFailedException refused ->
          failed(
              FailureCode.UNAUTHENTICATED,
              "the mail server refuses the login: " + words(refused),
              Applied.NO);
      case SMTPAddressFailedException refused -> ofAddress(refused);
      case SMTPSenderFailedException refused -> ofCode(refused.getReturnCode(), refused);
      case SMTPSendFailedException refused when refused.getNextException() == null ->
          ofCode(refused.getReturnCode(), refused);
      case FolderNotFoundException missing -> missing("folder", words(missing));
      case CommandFailedException refused ->
          failed(ofImap(words(refused)), "the mail server says: " + words(refused), Applied.NO);
      default -> null;
    };
  }

  private static FailureCode ended(Call call) {
    return call.remaining().isZero() ? FailureCode.TIMEOUT : FailureCode.CANCELLED;
  }

  private static CallFailedException ofConnection(List<Throwable> causes, Applied applied) {
    Throwable last = causes.getLast();
    if (causes.stream().anyMatch(SocketTimeoutException.class::isInstance)) {
      return failed(FailureCode.TIMEOUT, "the mail server did not answer in time", applied);
    }
    if (causes.stream().anyMatch(SSLException.class::isInstance)) {
      return failed(
          FailureCode.UNAVAILABLE,
          "the connection to the mail server could not be encrypted: %s; look at tls and certificate of the configuration"
              .formatted(words(last)),
          applied);
    }
    return failed(
        FailureCode.UNAVAILABLE, "the mail server cannot be reached: " + words(last), applied);
  }

  /** {@code not_found}, naming the field. */
  static CallFailedException missing(String field, String message) {
    return new CallFailedException(
        Failure.of(FailureCode.NOT_FOUND, message).withFields(Map.of(field, message)));
  }

  private static CallFailedException ofAddress(SMTPAddressFailedException refused) {
    if (refused.getReturnCode() < 500) {
      return ofCode(refused.getReturnCode(), refused);
    }
    String message =
        "the mail server refuses the recipient %s: %s"
            .formatted(refused.getAddress().getAddress(), words(refused));
    return new CallFailedException(
        Failure.of(FailureCode.INVALID, message)
            .withFields(Map.of("to", message))
            .withApplied(Applied.NO));
  }

  private static CallFailedException ofCode(int status, Throwable error) {
    FailureCode code =
        switch (status) {
          case 530, 534, 535, 538 -> FailureCode.UNAUTHENTICATED;
          case 552 -> FailureCode.TOO_LARGE;
          case 452 -> FailureCode.QUOTA_EXHAUSTED;
          default -> status >= 500 ? FailureCode.FORBIDDEN : FailureCode.UNAVAILABLE;
        };
    return failed(code, "the mail server says: " + words(error), Applied.NO);
  }

  private static FailureCode ofImap(String words) {
    String upper = words.toUpperCase(Locale.ROOT);
    if (upper.contains("[OVERQUOTA]") || upper.contains("[LIMIT]")) {
      return FailureCode.QUOTA_EXHAUSTED;
    }
    if (upper.contains("[TRYCREATE]") || upper.contains("[NONEXISTENT]")) {
      return FailureCode.NOT_FOUND;
    }
    if (upper.contains("[NOPERM]") || upper.contains("[CANNOT]")) {
      return FailureCode.FORBIDDEN;
    }
    return upper.contains("[UNAVAILABLE]") || upper.contains("[INUSE]")
        ? FailureCode.UNAVAILABLE
        : FailureCode.INVALID;
  }

  private static CallFailedException failed(FailureCode code, String message, Applied applied) {
    return new CallFailedException(Failure.of(code, message).withApplied(applied));
  }

  // Jakarta Mail has causes of its own beside those of Java.
  private static List<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    Throwable at = error;
    while (at != null && causes.size() < 20 && !causes.contains(at)) {
      causes.add(at);
      at =
          at instanceof MessagingException mail && mail.getNextException() != null
              ? mail.getNextException()
              : at.getCause();
    }
    return causes;
  }

  /** Whether the connection is gone, so that no other message can be read by it either. */
  static boolean ofConnection(Exception error) {
    return causes(error).stream().anyMatch(IOException.class::isInstance);
  }

  private static String words(Throwable error) {
    String message = String.valueOf(error.getMessage());
    String line = message.lines().findFirst().orElse("").strip();
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
  }
}
