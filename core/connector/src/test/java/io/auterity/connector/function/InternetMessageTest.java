package io.auterity.connector.function;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class InternetMessageTest {

  private static String written(String fields) {
    return InternetMessage.write(
        new JsonReader(1_000_000).readObject(fields.replace('\'', '"').getBytes(UTF_8)));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }

  @Test
  void aPlainMessageHasOneBody() {
    assertThat(
            written(
                "{'from': 'a@example.org', 'to': ['b@example.org'], 'subject': 'Late', 'text':"
                    + " 'One\\nTwo', 'id': '<7@example.org>', 'inReplyTo': '<6@example.org>'}"))
        .isEqualTo(
            """
            From: a@example.org
            To: b@example.org
            Subject: Late
            Message-ID: <7@example.org>
            In-Reply-To: <6@example.org>
            References: <6@example.org>
            Auto-Submitted: auto-generated
            MIME-Version: 1.0
            Content-Type: text/plain; charset=UTF-8
            Content-Transfer-Encoding: base64

            %s
            """
                .formatted(base64("One\r\nTwo"))
                .replace("\n", "\r\n"));
  }

  @Test
  void textHtmlAndFilesStandInEachOther() {
    String message =
        written(
            "{'from': 'a@example.org', 'to': ['b@example.org'], 'subject': 'x', 'text': 't',"
                + " 'html': '<p>h</p>', 'attachments': [{'name': 'a.csv', 'mediaType': 'text/csv',"
                + " 'base64': 'YTti'}, {'mediaType': 'message/rfc822', 'base64': 'eA=='}]}");

    assertThat(
            message.lines().filter(line -> line.startsWith("--") || line.startsWith("Content-T")))
        .containsExactly(
            "Content-Type: multipart/mixed; boundary=\"=_mixed\"",
            "--=_mixed",
            "Content-Type: multipart/alternative; boundary=\"=_alternative\"",
            "--=_alternative",
            "Content-Type: text/plain; charset=UTF-8",
            "Content-Transfer-Encoding: base64",
            "--=_alternative",
            "Content-Type: text/html; charset=UTF-8",
            "Content-Transfer-Encoding: base64",
            "--=_alternative--",
            "--=_mixed",
            "Content-Type: text/csv;",
            "Content-Transfer-Encoding: base64",
            "--=_mixed",
            "Content-Type: application/octet-stream;",
            "Content-Transfer-Encoding: base64",
            "--=_mixed--");
    assertThat(message)
        .contains("filename*=UTF-8''a.csv", "filename*=UTF-8''file2", "\r\nYTti\r\n");
  }

  // openai/codex#23678: the name of a sender was garbled.
  @Test
  void namesOfPeopleAreWrittenSoThatTheyAreReadAgain() {
    String message =
        written(
            """
            {"from": "Example É User <a@example.org>", "subject": "",
             "to": ["Ann <n@example.org>", "\\"Doe, J\\" <j@example.org>"]}
            """);

    assertThat(message)
        .contains(
            "From: =?UTF-8?B?%s?= <a@example.org>\r\n".formatted(base64("Example É User")),
            "To: Ann <n@example.org>,\r\n \"Doe, J\" <j@example.org>\r\n");
  }

  @Test
  void aLongSubjectIsFoldedBetweenLetters() {
    String subject = "Überfällig 😀 ".repeat(20);
    String message =
        written("{'from': 'a@b.c', 'to': ['d@e.f'], 'subject': '%s'}".formatted(subject));

    assertThat(message.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(85));
    String header =
        message.substring(message.indexOf("Subject: ") + 9, message.indexOf("\r\nAuto-"));
    assertThat(EncodedWords.read(header)).isEqualTo(subject);
  }

  @Test
  void whatLooksEncodedIsReadAsItWasWritten() {
    assertThat(EncodedWords.read(EncodedWords.write("=?UTF-8?B?YQ==?=")))
        .isEqualTo("=?UTF-8?B?YQ==?=");
    assertThat(EncodedWords.write("")).isEmpty();
  }

  // taylorwilsdon/google_workspace_mcp#500, nodemailer/nodemailer#579: names were lost or cut off.
  @Test
  void namesOfFilesKeepTheirLetters() {
    String name = "Prüfbericht – " + "Ɣ------".repeat(8) + "\\\".pdf";
    String message =
        InternetMessage.write(
            Json.EMPTY
                .with("from", Json.of("a@b.c"))
                .with("attachments", Json.array(List.of(Json.EMPTY.with("name", Json.of(name))))));

    StringBuilder letters = new StringBuilder();
    message
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("filename*"))
        .forEach(line -> letters.append(line.substring(line.indexOf('=') + 1).replace(";", "")));
    assertThat(URLDecoder.decode(letters.substring("UTF-8''".length()), UTF_8)).isEqualTo(name);
    assertThat(message).contains("filename*0*=UTF-8''Pr%C3%BC", "filename*1*=");
    assertThat(message.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no address",
        "a@b.c, d@e.f",
        "a@b.c\\r\\nBcc: d@e.f",
        "<a@b.c\\r\\nBcc: d@e.f>",
        "",
        "Ann <>",
        "Team: a@b.c, d@e.f;",
        "Team: a@b.c;",
        "<@r.s:a@b.c>"
      })
  void whatIsNotOneAddressIsRefused(String text) {
    String fields = "{'from': 'x@y.z', 'to': ['%s']}".formatted(text);

    assertThatThrownBy(() -> written(fields))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("one address");
  }

  @Test
  void anIdThatIsNoneIsRefused() {
    assertThatThrownBy(() -> written("{'from': 'x@y.z', 'inReplyTo': '<a>\\r\\nBcc: d@e.f'}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("inReplyTo");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "=?utf-8?Q?Gr=C3=BC=C3=9Fe_an?= alle | Grüße an alle",
        "=?ISO-8859-1?q?caf=E9?= | café",
        "=?UTF-8?B?R3I=?= =?UTF-8?B?w7w=?= | Grü",
        "=?no-such?B?R3I=?= | =?no-such?B?R3I=?=",
        "=?UTF-8?B?%%%?= | =?UTF-8?B?%%%?=",
        "=?UTF-8*de?Q?a?= | a",
        "=?UTF-8?Q?=ZZ?= | =?UTF-8?Q?=ZZ?=",
        "1 =? 2 ?= 3 | 1 =? 2 ?= 3"
      })
  void encodedWordsAreRead(String header, String text) {
    assertThat(EncodedWords.read(header)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ada@example.org | [{\"address\":\"ada@example.org\"}]",
        "Ada <ada@example.org> | [{\"address\":\"ada@example.org\",\"name\":\"Ada\"}]",
        "\"Doe, J \\\"x\\\"\" <j@e.f>, b@e.f | [{\"address\":\"j@e.f\",\"name\":\"Doe, J"
            + " \\\"x\\\"\"},{\"address\":\"b@e.f\"}]",
        "=?UTF-8?Q?J=C3=B6rg?= <j@e.f> | [{\"address\":\"j@e.f\",\"name\":\"Jörg\"}]",
        "a@e.f (Ann (of b)), c@e.f | [{\"address\":\"a@e.f\"},{\"address\":\"c@e.f\"}]",
        "Team: a@e.f, B <b@e.f>; |"
            + " [{\"address\":\"a@e.f\"},{\"address\":\"b@e.f\",\"name\":\"B\"}]",
        "undisclosed-recipients:; | []",
        "Not one at all | []",
        "\"open <a@e.f> | [{\"address\":\"a@e.f\",\"name\":\"open\"}]",
        "(open a@e.f | []",
        "<a@e.f | [{\"address\":\"a@e.f\"}]"
      })
  void mailboxesAreRead(String header, String list) {
    assertThat(MailboxList.read(header)).hasToString(list);
  }

  /** A stranger writes it: time grew with the square of its quotes. */
  @Test
  void aHeaderOfQuotesAloneNamesNone() {
    assertThat(MailboxList.read("\"" + "\\\"".repeat(500_000))).hasToString("[]");
  }
}
