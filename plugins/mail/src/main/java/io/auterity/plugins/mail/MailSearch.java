package io.auterity.plugins.mail;

import io.auterity.plugins.mail.MailPlace.Position;
import io.auterity.spi.mail.MailQuery;
import jakarta.mail.MessagingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.LongStream;
import org.eclipse.angus.mail.iap.Argument;
import org.eclipse.angus.mail.iap.ProtocolException;
import org.eclipse.angus.mail.iap.Response;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.protocol.IMAPProtocol;
import org.eclipse.angus.mail.imap.protocol.IMAPResponse;
import org.jspecify.annotations.Nullable;

/** A search in a folder, of which the server tells the numbers alone. */
final class MailSearch {

  private static final long LAST = 0xFFFF_FFFFL;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d-MMM-yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Argument words = new Argument();
  private final StringBuilder texts = new StringBuilder();

  private MailSearch() {}

  /** All numbers from the lowest to the highest. */
  static MailSearch within(long lowest, long highest) {
    MailSearch search = new MailSearch();
    search.words.writeAtom("UID");
    search.words.writeAtom("%d:%d".formatted(Math.max(1, lowest), Math.min(LAST, highest)));
    return search;
  }

  /**
   * What a query asks of a folder; days stand for times, so that more may be found.
   *
   * @param after position of that folder or of a former one, after which messages came
   * @param below messages have lower numbers
   */
  static MailSearch of(MailQuery query, @Nullable Position after, long validity, long below) {
    Position same = after != null && after.validity() == validity ? after : null;
    MailSearch search = within(same == null ? 1 : same.uid() + 1, below - 1);
    search.text("FROM", query.from());
    if (query.to() != null) {
      search.words.writeAtom("OR");
      search.text("TO", query.to());
      search.text("CC", query.to());
    }
    search.text("SUBJECT", query.subject());
    search.text("TEXT", query.text());
    // Servers compare days of a zone of their own.
    search.day("SINCE", query.since(), Duration.ofDays(-1));
    search.day("BEFORE", query.until(), Duration.ofDays(2));
    if (after != null && same == null) {
      search.day("SINCE", after.at(), Duration.ofDays(-1));
    }
    if (query.unread() != null) {
      search.words.writeAtom(query.unread() ? "UNSEEN" : "SEEN");
    }
    return search;
  }

  /** Those that bear this Message-ID. */
  static MailSearch ofMessageId(String id) {
    MailSearch search = within(1, LAST);
    search.words.writeAtom("HEADER");
    search.text("Message-ID", id);
    return search;
  }

  private void text(String name, @Nullable String value) {
    if (value != null) {
      words.writeAtom(name);
      words.writeString(value.replaceAll("\\p{Cntrl}", " "), StandardCharsets.UTF_8);
      texts.append(value);
    }
  }

  private void day(String name, @Nullable Instant time, Duration wider) {
    if (time != null) {
      words.writeAtom(name);
      words.writeAtom(DAY.format(time.plus(wider)));
    }
  }

  /** The numbers of what fits, the newest first. */
  long[] in(IMAPFolder folder) throws MessagingException {
    Object found = folder.doCommand(this::run);
    long[] numbers = ((LongStream) found).sorted().distinct().toArray();
    return LongStream.range(0, numbers.length)
        .map(at -> numbers[(int) (numbers.length - 1 - at)])
        .toArray();
  }

  private LongStream run(IMAPProtocol protocol) throws ProtocolException {
    Argument command = new Argument();
    if (!StandardCharsets.US_ASCII.newEncoder().canEncode(texts)) {
      command.writeAtom("CHARSET");
      command.writeAtom("UTF-8");
    }
    command.append(words);
    Response[] replies = protocol.command("UID SEARCH", command);
    LongStream.Builder numbers = LongStream.builder();
    for (Response each : replies) {
      if (each instanceof IMAPResponse reply && reply.keyEquals("SEARCH")) {
        for (long number = reply.readLong(); number != -1; number = reply.readLong()) {
          numbers.add(number);
        }
      }
    }
    protocol.notifyResponseHandlers(replies);
    protocol.handleResult(replies[replies.length - 1]);
    return numbers.build();
  }
}
