package io.auterity.testkit.contract.mail;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.spi.Change;
import io.auterity.spi.Done;
import io.auterity.spi.FailureCode;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailFolder;
import io.auterity.spi.mail.MailFolderQuery;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.spi.mail.WhichMail;
import io.auterity.testkit.contract.Slice;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What the folders of a mailbox tell, and what may be changed in them. */
abstract class MailReadingTests extends MailPart {

  MailReadingTests(MailContract contract) {
    super(contract);
  }

  @Test
  void aListIsNewestFirstAndWholeInPages() {
    need("message.send", "message.list");
    List<String> subjects = IntStream.rangeClosed(1, 7).mapToObj(i -> "Number " + i).toList();
    subjects.forEach(this::received);

    assertThat(subjects(MailQuery.builder(), 2)).isEqualTo(subjects.reversed());
    assertThat(subjects(MailQuery.builder(), 50)).isEqualTo(subjects.reversed());
  }

  @Test
  void aListKnowsWhatCameAfterAMessage() {
    need("message.send", "message.list");
    received("One");
    String position = received("Two").position();
    assertThat(subjects(MailQuery.builder().after(""), 50)).containsExactly("Two", "One");
    assertThat(subjects(MailQuery.builder().after(position), 50)).doesNotContain("One");
    received("Three");
    received("Four");

    List<String> later = subjects(MailQuery.builder().after(position), 1);

    // A vendor that knows times alone tells the message of that time again.
    assertThat(later.subList(0, 2)).containsExactly("Four", "Three");
    assertThat(later).doesNotContain("One");
  }

  @Test
  void aListHasWhatFits() {
    need("message.send", "message.list");
    received("Invoice 7");
    Mail other = received("Überfällig");

    assertThat(subjects(MailQuery.builder().subject("Überfällig"), 50))
        .containsExactly("Überfällig");
    assertThat(subjects(MailQuery.builder().from(contract.own()).subject("nvoice"), 50))
        .containsExactly("Invoice 7");
    assertThat(subjects(MailQuery.builder().to("stranger@example.test"), 50)).isEmpty();
    assertThat(subjects(MailQuery.builder().since(other.receivedAt()), 50)).contains("Überfällig");
    assertThat(
            subjects(MailQuery.builder().since(other.receivedAt().plus(Duration.ofHours(1))), 50))
        .isEmpty();
    assertThat(
            subjects(MailQuery.builder().until(other.receivedAt().minus(Duration.ofHours(1))), 50))
        .isEmpty();
  }

  @Test
  void readingMarksNothingAsRead() {
    need("message.send", "message.list", "message.get");
    Mail sent = received("Unread");

    assertThat(read(sent.ref()).read()).isFalse();
    assertThat(subjects(MailQuery.builder().unread(true), 50)).containsExactly("Unread");
    assertThat(subjects(MailQuery.builder().unread(false), 50)).isEmpty();
  }

  @Test
  void marksAreSetAndTakenAway() {
    need("message.send", "message.list", "message.update", "message.get");
    Mail sent = received("Mark");

    Mail marked = update(new MailUpdate(sent.ref(), Change.to(true), Change.to(true), keep()));
    assertThat(marked.read()).isTrue();
    assertThat(marked.starred()).isTrue();
    Mail unmarked =
        update(new MailUpdate(sent.ref(), Change.to(false), Change.keep(), Change.keep()));

    assertThat(unmarked.read()).isFalse();
    assertThat(read(sent.ref()).starred()).isTrue();
  }

  private static Change<String> keep() {
    return Change.keep();
  }

  private Mail update(MailUpdate update) {
    return mail().updateMessage(update, call("message.update"));
  }

  @Test
  void aMessageMovesToAnotherFolder() {
    need("message.send", "message.list", "message.update", "message.get");
    String folder = contract.otherFolder();
    Mail sent = received("Move");

    Mail moved =
        update(new MailUpdate(sent.ref(), Change.to(true), Change.keep(), Change.to(folder)));

    assertThat(moved.messageId()).isEqualTo(sent.messageId());
    assertThat(moved.read()).isTrue();
    assertThat(listed(MailQuery.builder(), 50)).isEmpty();
    assertThat(listed(MailQuery.builder().folder(folder), 50))
        .extracting(Mail::ref)
        .containsExactly(moved.ref());
    assertThat(read(moved.ref()).text()).isEqualTo(sent.text());
  }

  @Test
  void aDeletedMessageIsGone() {
    need("message.send", "message.list", "message.delete");
    Mail kept = received("Kept");
    WhichMail gone = new WhichMail(received("Gone").ref());

    mail().deleteMessage(gone, call("message.delete"));

    assertThat(subjects(MailQuery.builder(), 50)).containsExactly(kept.subject());
    assertThat(mail().deleteMessage(gone, call("message.delete"))).isEqualTo(Done.DONE);
  }

  @Test
  void anUnknownMessageIsNotFound() {
    need("message.get");

    expect(FailureCode.NOT_FOUND, () -> read(contract.unknownMessage()));
  }

  @Test
  void theFoldersAreListedWithTheInbox() {
    need("folder.list");
    List<MailFolder> folders =
        Slice.all(
            slice ->
                mail()
                    .listFolders(
                        new MailFolderQuery(slice.cursor(), slice.limit()), call("folder.list")),
            2);

    assertThat(folders)
        .extracting(folder -> folder.ref().id())
        .contains(contract.otherFolder())
        .doesNotHaveDuplicates();
    assertThat(folders).allSatisfy(folder -> Objects.requireNonNull(folder.name()));
  }

  @Test
  void anUnknownFolderIsNotFound() {
    need("message.list");

    expect(
        FailureCode.NOT_FOUND,
        () ->
            mail()
                .listMessages(
                    MailQuery.builder().folder("No such folder").build(), call("message.list")));
  }
}
