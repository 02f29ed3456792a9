package io.auterity.plugins.mail;

import static io.auterity.testkit.contract.Failures.expect;
import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.user.GreenMailUser;
import io.auterity.spi.Change;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Page;
import io.auterity.spi.mail.Mail;
import io.auterity.spi.mail.MailAddress;
import io.auterity.spi.mail.MailAttachment;
import io.auterity.spi.mail.MailQuery;
import io.auterity.spi.mail.MailService;
import io.auterity.spi.mail.MailUpdate;
import io.auterity.spi.mail.WhichMail;
import io.auterity.spi.mail.WhichMailAttachment;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import java.nio.charset.Charset;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What other programs send, as it is read: cases that users of other workflow engines met. */
class ReceivedMailTest {

  @SuppressWarnings("NullAway.Init")
  private static MailHost host;

  @SuppressWarnings("NullAway.Init")
  private GreenMailUser user;

  @SuppressWarnings("NullAway.Init")
  private FakeProvider provider;

  @SuppressWarnings("NullAway.Init")
  private MailService mail;

  @BeforeAll
  static void start() {
    host = MailHost.plain();
  }

  @AfterAll
  static void stop() {
    host.close();
  }

  @BeforeEach
  void open() {
    user = host.newUser();
    provider = host.provider(user);
    mail = new MailConnector(InstantSource.fixed(Instant.EPOCH)).open(provider);
  }

  private FakeCall call(String operation) {
    return FakeCall.of("mail." + operation, provider);
  }

  private Page<Mail> list(MailQuery.Builder query) {
    return mail.listMessages(query.build(), call("message.list"));
  }

  private List<String> ids(MailQuery.Builder query) {
    return list(query).items().stream().map(Mail::messageId).toList();
  }

  private void deliver(String id, String rest) {
    MailHost.deliver(
        user,
        """
        From: Bob <bob@example.test>
        To: ada@example.test
        Message-ID: <%s@example.test>
        %s\
        """
            .formatted(id, rest));
  }

  private Mail read(String id, String rest) {
    deliver(id, rest);
    Mail listed = list(MailQuery.builder()).items().getFirst();
    return mail.getMessage(new WhichMail(listed.ref()), call("message.get"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Return-Path: <>",
        "Return-Path:  < > ",
        "From: MAILER-DAEMON@mx.test",
        "From: Mail Delivery <mailer-daemon@mx.test>",
        "Content-Type: multipart/report; report-type=delivery-status; boundary=b",
        "X-Auto-Response-Suppress: OOF, AutoReply",
        "Auto-Submitted: auto-replied",
        "List-Id: <people.example.test>",
        "List-Unsubscribe: <mailto:off@example.test>",
        "Precedence: Bulk",
        "X-Failed-Recipients: bob@example.test",
      })
  void mailOfProgramsIsAutomatic(String header) {
    assertThat(automatic(header)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Return-Path: <ada@example.test>",
        "From: daemon@example.test",
        "X-Auto-Response-Suppress: None",
        "Auto-Submitted: no",
        "Precedence: normal",
        "Content-Type: multipart/mixed; boundary=b",
      })
  void mailOfPeopleIsNot(String header) {
    assertThat(automatic(header)).isFalse();
  }

  private boolean automatic(String header) {
    MailHost.deliver(user, header + "\nMessage-ID: <a@b>\nSubject: x\n\n--b\n\nText\n--b--\n");
    Mail listed = list(MailQuery.builder()).items().getFirst();
    Mail whole = mail.getMessage(new WhichMail(listed.ref()), call("message.get"));
    assertThat(whole.automatic()).isEqualTo(listed.automatic());
    return whole.automatic();
  }

  @Test
  void answersGoWhereAMailAsksForThemAndStayInItsConversation() {
    Mail form =
        read(
            "three",
            """
            Reply-To: Ada <ada@here.test>, Team: bob@here.test;
            In-Reply-To: <two@example.test>
            References: <one@example.test>
             <two@example.test>
            Subject: Form

            Text
            """);

    assertThat(form.replyTo())
        .containsExactly(
            new MailAddress("ada@here.test", "Ada"), new MailAddress("bob@here.test", null));
    assertThat(form.references()).containsExactly("<one@example.test>", "<two@example.test>");
    assertThat(form.thread()).isEqualTo("<one@example.test>");
    Mail first = read("alone", "Subject: First\n\nText\n");
    assertThat(first.replyTo()).isEmpty();
    assertThat(first.references()).isEmpty();
    assertThat(first.thread()).isEqualTo("<alone@example.test>");
  }

  @Test
  void oldCharsetsAreReadAsTheirWritersMeanThem() {
    Map<String, String> written =
        Map.of(
            "shift_jis", "①㈱髙 windows-31j",
            "ks_c_5601-1987", "똠 x-windows-949",
            "iso-2022-jp", "①㈱ x-windows-iso2022jp",
            "iso-8859-1", "“€” windows-1252");
    written.forEach(
        (label, said) -> {
          String text = said.split(" ", -1)[0];
          byte[] bytes = text.getBytes(Charset.forName(said.split(" ", -1)[1]));
          String body = Base64.getEncoder().encodeToString(bytes);
          Mail read =
              read(
                  label,
                  """
                  Subject: =?%1$s?B?%2$s?=
                  Reply-To: =?%1$s?B?%2$s?= <x@y.test>
                  Content-Type: text/plain; charset=%1$s
                  Content-Transfer-Encoding: base64

                  %2$s
                  """
                      .formatted(label, body));
          assertThat(read.text().strip()).as(label).isEqualTo(text);
          assertThat(read.subject()).as(label).isEqualTo(text);
          assertThat(read.replyTo()).containsExactly(new MailAddress("x@y.test", text));
        });
  }

  // n8n #36681: one message that failed moved the mark past it, and it never came again.
  @Test
  void whatCannotBeReadHoldsUpAndHidesNothing() {
    deliver("one", "Subject: One\n\nText\n");
    String position = list(MailQuery.builder()).items().getFirst().position();
    deliver("bad", "Subject: Bad\nContent-Type: multipart/mixed\n\nno part at all\n");
    deliver(
        "worse",
        """
        Subject: =?utf-9?Q?x?= =?utf-8?B?%%%?=
        Content-Type: ;;;
        Date: never
        From: <<

        ÿ
        """);
    deliver("two", "Subject: Two\nContent-Type: text/plain; charset=nothing-such\n\nText\n");

    assertThat(ids(MailQuery.builder().after(position)))
        .containsExactly("<two@example.test>", "<worse@example.test>", "<bad@example.test>");
  }

  // paperless-ngx #8944: after UIDVALIDITY had changed, new mail was taken for mail of before.
  @Test
  void aFolderThatNumbersAnewHidesNothing() {
    host.create(user, "Orders");
    MailQuery.Builder orders = MailQuery.builder().folder("Orders");
    deliverTo("Orders", "first");
    Mail first = list(orders).items().getFirst();

    host.delete(user, "Orders");
    host.create(user, "Orders");
    deliverTo("Orders", "second");

    assertThat(ids(orders.after(first.position()))).containsExactly("<second@example.test>");
    expect(
        FailureCode.NOT_FOUND,
        () -> mail.getMessage(new WhichMail(first.ref()), call("message.get")));
  }

  private void deliverTo(String folder, String id) {
    deliver(id, "Subject: " + id + "\n\nText\n");
    Mail arrived = list(MailQuery.builder()).items().getFirst();
    Mail _ =
        mail.updateMessage(
            new MailUpdate(arrived.ref(), Change.keep(), Change.keep(), Change.to(folder)),
            call("message.update"));
  }

  // n8n #12583: mail that was moved to a folder did not start what watched it.
  @Test
  void whatIsMovedToAFolderCameIntoItThen() {
    host.create(user, "Orders");
    MailQuery.Builder orders = MailQuery.builder().folder("Orders");
    deliver("old", "Subject: Old\nDate: Mon, 3 Mar 2014 10:00:00 +0000\n\nText\n");
    Mail old = list(MailQuery.builder()).items().getFirst();
    deliverTo("Orders", "new");
    String position = list(orders).items().getFirst().position();

    Mail _ =
        mail.updateMessage(
            new MailUpdate(old.ref(), Change.keep(), Change.keep(), Change.to("Orders")),
            call("message.update"));

    assertThat(ids(orders.after(position))).containsExactly("<old@example.test>");
  }

  // airflow #65871 and #66672: names of files stayed in =?UTF-8?B?…?=, or failed when mixed.
  @Test
  void namesOfFilesAreDecoded() {
    Mail read =
        read(
            "files",
            """
            Subject: Files
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary=b

            --b
            Content-Type: text/plain

            See below
            --b
            Content-Type: text/csv
            Content-Disposition: attachment; filename="=?UTF-8?B?0YLQtdGB0YIuY3N2?="

            a;b
            --b
            Content-Type: text/csv
            Content-Disposition: attachment; filename="bar =?utf-8?B?ZsOzbw==?="

            a;b
            --b
            Content-Type: application/pdf
            Content-Transfer-Encoding: base64
            Content-Disposition: attachment; filename*=UTF-8''%C3%BCbersicht%2Fa.pdf

            JVBERi0xLjQ=
            --b
            Content-Type: message/rfc822

            Subject: Inner

            Inner text
            --b--
            """);

    assertThat(read.text().strip()).isEqualTo("See below");
    assertThat(read.attachments())
        .extracting(MailAttachment::name)
        .startsWith("тест.csv", "bar fóo", "übersicht_a.pdf");
    assertThat(read.attachments()).extracting(MailAttachment::mediaType).endsWith("message/rfc822");
    assertThat(
            mail.getAttachment(
                    new WhichMailAttachment(read.attachments().get(2).ref()),
                    call("attachment.get"))
                .content()
                .bytes())
        .asString()
        .isEqualTo("%PDF-1.4");
  }

  // zammad #2953: a subject whose words were split within a letter had two wrong ones.
  @Test
  void aSubjectThatIsSplitWithinALetterIsWhole() {
    Mail read =
        read(
            "split",
            """
            Subject: =?utf-8?B?ZGlkYWN0YSAyMDIwIHdpcmQgdmVyc2Nob2JlbiAtICBCZWjD?=
             =?utf-8?B?tnJkZW4gdmVyZsO8Z2VuIFZlcmFuc3RhbHR1bmdzdmVyYm90IGbDvHIg?=
             =?utf-8?B?QmlsZHVuZ3NtZXNzZSBpbSBNw6Ryeg==?=

            Text
            """);

    assertThat(read.subject())
        .isEqualTo(
            "didacta 2020 wird verschoben -  Behörden verfügen Veranstaltungsverbot für"
                + " Bildungsmesse im März");
  }

  @Test
  void textIsMadeOfHtmlWhereThereIsNoOther() {
    Mail read =
        read(
            "html",
            """
            Subject: Offer
            Content-Type: text/html; charset=iso-8859-1
            Content-Transfer-Encoding: quoted-printable

            <html><head><title>x</title><style>p {}</style></head><body><p>Sch=F6ne</p><p>Gr=FC=DFe<br>Bob</p></body></html>
            """);

    assertThat(read.text()).isEqualTo("Schöne\nGrüße\nBob");
    assertThat(read.html()).contains("Grüße");
    assertThat(list(MailQuery.builder()).items().getFirst().text()).isEqualTo(read.text());
  }

  @Test
  void aTextInAnOldCodeIsRead() {
    assertThat(
            read(
                    "old",
                    """
                    Content-Type: text/plain; charset=windows-1252
                    Content-Transfer-Encoding: quoted-printable

                    =80 5
                    """)
                .text())
        .startsWith("€ 5");
    assertThat(
            read(
                    "none",
                    """
                    Content-Type: text/plain
                    Content-Transfer-Encoding: quoted-printable

                    =E2=82=AC 5
                    """)
                .text())
        .startsWith("€ 5");
  }

  @Test
  void noticesOfAbsenceSayThatAProgramSentThem() {
    assertThat(read("away", "Auto-Submitted: auto-replied\nSubject: Away\n\nText\n").automatic())
        .isTrue();
    assertThat(read("person", "Auto-Submitted: no\nSubject: Here\n\nText\n").automatic()).isFalse();
  }

  @Test
  void aMessageWithoutAnIdHasOneOfItsOwn() {
    MailHost.deliver(user, "From: Bob <bob@example.test>\nSubject: None\n\nText\n");
    MailHost.deliver(user, "From: Bob <bob@example.test>\nSubject: None\n\nText\n");

    List<String> ids = ids(MailQuery.builder());

    assertThat(ids).hasSize(2).doesNotHaveDuplicates().doesNotContainNull();
    assertThat(ids(MailQuery.builder())).isEqualTo(ids);
  }

  @Test
  void addressesAreToldWithNames() {
    Mail read =
        read(
            "names",
            """
            Cc: =?utf-8?Q?J=C3=BCrgen?= <j@example.test>, k@example.test
            Subject: Names

            Text
            """);

    assertThat(read.from()).isEqualTo(new MailAddress("bob@example.test", "Bob"));
    assertThat(read.cc())
        .containsExactly(
            new MailAddress("j@example.test", "Jürgen"), new MailAddress("k@example.test", null));
  }

  @Test
  void headersWhoseLettersAreNotEncodedAreRead() {
    Mail read =
        read(
            "raw",
            """
            Cc: Jürgen <j@example.test>
            Subject: Überfällig
            Date: Thu, 26 Nov 2026 09:00:00 +0100

            Text
            """);

    assertThat(read.subject()).isEqualTo("Überfällig");
    assertThat(read.cc()).containsExactly(new MailAddress("j@example.test", "Jürgen"));
    assertThat(read.sentAt()).isEqualTo(Instant.parse("2026-11-26T08:00:00Z"));
  }

  @Test
  void aLongTextIsCutInListsAndForGood() {
    deliver("long", "Subject: Long\n\n" + "0123456789\n".repeat(1_000));
    Mail listed = list(MailQuery.builder()).items().getFirst();

    assertThat(listed.text()).hasSize(4_000);
    assertThat(mail.getMessage(new WhichMail(listed.ref()), call("message.get")).text())
        .hasSizeGreaterThan(10_000);
  }

  @Test
  void aPositionOfAnotherServiceIsRefused() {
    for (String position : List.of("yesterday", "1.2", "1.2.3.4", "99999999999.1.1", "-1.2.3")) {
      expect(FailureCode.INVALID, () -> list(MailQuery.builder().after(position)));
    }
    expect(
        FailureCode.UNAUTHENTICATED,
        () -> {
          FakeProvider stranger = provider.withSecrets(Map.of("pass", "wrong"));
          Page<Mail> _ =
              new MailConnector(InstantSource.fixed(Instant.EPOCH))
                  .open(stranger)
                  .listMessages(
                      MailQuery.builder().build(), FakeCall.of("mail.message.list", stranger));
        });
  }
}
