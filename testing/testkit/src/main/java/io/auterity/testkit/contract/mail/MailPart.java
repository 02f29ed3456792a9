package io.auterity.testkit.contract.mail;

import static io.auterity.testkit.contract.Slice.all;

import io.auterity.spi.Content;
import io.auterity.spi.Ref;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.NewMail;
import io.auterity.spi.mail.SentMail;
import io.auterity.spi.mail.WhichMail;
import io.auterity.testkit.contract.ContractPart;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What tests of a mailbox ask it with. */
abstract class MailPart extends ContractPart<MailService> {

  static final Content REPORT =
      Content.of(
          "text/csv", "Übersicht – €.csv", "a;b\r\n1;ü\r\n".getBytes(StandardCharsets.UTF_8));

  final MailContract contract;

  MailPart(MailContract contract) {
    super(contract);
    this.contract = contract;
  }

  final MailService mail() {
    return instance();
  }

  final NewMail.Builder toMyself(String subject, String text) {
    return NewMail.builder(List.of(contract.own()), subject, text);
  }

  final SentMail send(NewMail mail) {
    return mail().sendMessage(mail, call("message.send"));
  }

  /** A message that has come into the inbox. */
  final Mail received(String subject) {
    return received(toMyself(subject, "Text of " + subject).build());
  }

  /** The same, as it was sent; told as mail.message.get tells it. */
  final Mail received(NewMail sent) {
    String id = send(sent).messageId();
    return listed(MailQuery.builder(), 50).stream()
        .filter(each -> each.messageId().equals(id))
        .findFirst()
        .map(found -> read(found.ref()))
        .orElseThrow(() -> new AssertionError("what was sent has not come: " + id));
  }

  final Mail withAttachment() {
    return received(toMyself("Report", "See below").attachments(List.of(REPORT)).build());
  }

  final Mail read(Ref message) {
    return mail().getMessage(new WhichMail(message), call("message.get"));
  }

  /** The messages of a list, read in pages of that length. */
  final List<Mail> listed(MailQuery.Builder query, int limit) {
    return all(
        slice ->
            mail()
                .listMessages(
                    query.cursor(slice.cursor()).limit(slice.limit()).build(),
                    call("message.list")),
        limit);
  }

  final List<String> subjects(MailQuery.Builder query, int limit) {
    return listed(query, limit).stream().map(Mail::subject).toList();
  }
}
