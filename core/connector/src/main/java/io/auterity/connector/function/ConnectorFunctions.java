package io.auterity.connector.function;

import io.auterity.platform.expression.FunctionLibrary;
import io.auterity.platform.expression.FunctionLibrary.Function;
import io.auterity.platform.expression.FunctionLibrary.ValueBound;
import io.auterity.platform.expression.ValueType;
import io.auterity.platform.expression.ValueType.ListOf;
import io.auterity.platform.expression.ValueType.MapOf;
import io.auterity.platform.expression.ValueType.Scalar;
import io.auterity.platform.expression.ValueType.Struct;
import io.auterity.spi.Json;
import io.auterity.spi.mail.MailAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The library of connector files: the standard functions and those of vendors' forms. A function of
 * a text that is given null returns null; any other value of a wrong type is refused.
 */
public final class ConnectorFunctions {

  private static final int PARTS = 100_000;
  private static final int CHARACTERS = 12_000_000;
  private static final ValueType ANYTHING = new MapOf(Scalar.ANY);

  /** The standard functions and those of vendors' forms. */
  public static final FunctionLibrary LIBRARY =
      FunctionLibrary.of(
          List.of(
              new Function(
                      "time", List.of(Scalar.ANY), Scalar.TEXT, a -> VendorTime.read(a.getFirst()))
                  .listed(
                      "A vendor's time, as text or seconds since 1970, in RFC 3339 and UTC",
                      "time('2026-11-30T10:00:00+0100')",
                      "\"2026-11-30T09:00:00Z\""),
              new Function(
                      "timeMillis",
                      List.of(Scalar.ANY),
                      Scalar.TEXT,
                      a -> VendorTime.ofMillis(a.getFirst()))
                  .listed(
                      "The time so many milliseconds after 1970",
                      "timeMillis(1000)",
                      "\"1970-01-01T00:00:01Z\""),
              new Function("toAdf", List.of(Scalar.TEXT), Scalar.ANY, a -> adf(a.getFirst()))
                  .listed("Markdown as a document of Atlassian", "toAdf('a').type", "\"doc\""),
              new Function(
                      "fromAdf",
                      List.of(Scalar.ANY),
                      Scalar.TEXT,
                      a -> AdfReader.read(a.getFirst()))
                  .listed(
                      "A document of Atlassian as Markdown", "fromAdf(toAdf('*a*'))", "\"*a*\""),
              Function.ofText("toHtml", HtmlText::write)
                  .listed("Markdown as HTML", "toHtml('*a*')", "\"<p><em>a</em></p>\\n\""),
              new Function(
                      "toHtmlOver",
                      List.of(Scalar.TEXT, Scalar.TEXT),
                      Scalar.TEXT,
                      a -> over(a.get(0), a.get(1)))
                  .listed(
                      "Markdown as HTML over the HTML that the page had before, so that what"
                          + " Markdown cannot say stays as it was",
                      "toHtmlOver('*a*', '<p>b</p>')",
                      "\"<p><em>a</em></p>\\n\""),
              Function.ofText("fromHtml", HtmlText::read)
                  .listed(
                      "HTML as Markdown; what Markdown cannot say stands whole in a fenced block"
                          + " named `html kept`",
                      "fromHtml('<p><em>a</em></p>')",
                      "\"*a*\""),
              new Function(
                      "toChat",
                      List.of(Scalar.TEXT, Scalar.TEXT),
                      Scalar.TEXT,
                      a -> chat(a.get(0), a.get(1), SlackWriter::write))
                  .listed(
                      "Markdown in a chat's own markup: `slack`; no text notifies anyone",
                      "toChat('**Late** & _due_', 'slack')",
                      "\"*Late* &amp; _due_\""),
              new Function(
                      "toChatMentioning",
                      List.of(Scalar.TEXT, Scalar.TEXT, new ListOf(Scalar.TEXT)),
                      Scalar.TEXT,
                      a ->
                          chat(
                              a.get(0), a.get(1), text -> SlackWriter.write(text, texts(a.get(2)))))
                  .listed(
                      "As `toChat`, and the people of a list of ids are notified: where `@` and the"
                          + " id of one stands, and in front of the text those who stand nowhere",
                      "toChatMentioning('Late, @U2?', 'slack', ['U1', 'U2'])",
                      "\"<@U1> Late, <@U2>?\""),
              new Function(
                      "fromChat",
                      List.of(Scalar.TEXT, Scalar.TEXT),
                      Scalar.TEXT,
                      a -> chat(a.get(0), a.get(1), SlackReader::read))
                  .listed(
                      "A chat's own markup as Markdown: `slack`; whom it names becomes text",
                      "fromChat('*Late* &amp; _due_', 'slack')",
                      "\"**Late** & *due*\""),
              new Function(
                      "readable", List.of(Scalar.TEXT), Scalar.ANY, a -> readable(a.getFirst()))
                  .listed(
                      "The text in base64, also in that of addresses, null when its bytes are no"
                          + " text",
                      "[readable('YQ=='), readable('/w==')]",
                      "[\"a\",null]"),
              Function.ofText("quoted", ConnectorFunctions::quoted)
                  .listed(
                      "The text as a string of a query language, on one line, so that nothing can"
                          + " be injected",
                      "quoted('a\"b')",
                      "\"\\\"a\\\\\\\"b\\\"\""),
              new Function(
                      "toFirestore",
                      List.of(Scalar.ANY, Scalar.TEXT),
                      Scalar.ANY,
                      a -> FirestoreValues.write(a.get(0), Function.text(a.get(1))))
                  .listed(
                      "Typed values of the kind `documents` as Firestore writes them; its documents"
                          + " are under a root",
                      "toFirestore({'a': {'type': 'int64', 'value': '1'}}, 'root')",
                      "{\"a\":{\"integerValue\":\"1\"}}"),
              new Function(
                      "fromFirestore",
                      List.of(ANYTHING, Scalar.TEXT),
                      ANYTHING,
                      a -> FirestoreValues.read(a.get(0), Function.text(a.get(1))))
                  .listed(
                      "What Firestore wrote as typed values of the kind `documents`",
                      "fromFirestore({'a': {'integerValue': '1'}}, 'root')",
                      "{\"a\":{\"type\":\"int64\",\"value\":\"1\"}}"),
              new Function(
                      "firestoreField",
                      List.of(ANYTHING, Scalar.TEXT),
                      Scalar.ANY,
                      a -> FirestoreValues.at(a.get(0), Function.text(a.get(1))))
                  .listed(
                      "One field of what Firestore wrote, by its path",
                      "firestoreField({'a': {'integerValue': '1'}}, 'a')",
                      "{\"integerValue\":\"1\"}"),
              new Function(
                      "numbered",
                      List.of(new ListOf(Scalar.ANY)),
                      listOfNumbered(),
                      a -> numbered(a.getFirst()))
                  .listed(
                      "The items with their places, from 0, each as `at` and `value`; as `indexed`",
                      "numbered(['a'])",
                      "[{\"at\":0,\"value\":\"a\"}]"),
              new Function(
                      "nested",
                      List.of(ANYTHING, Scalar.TEXT),
                      new ListOf(ANYTHING),
                      a -> nested(a.get(0), Function.text(a.get(1))))
                  .listed(
                      "The object and all that stand in its lists of a name, and in theirs, outer"
                          + " ones first",
                      "nested({'id': 1, 'parts': [{'id': 2}]}, 'parts').map(p, p.id)",
                      "[1,2]"),
              new Function(
                      "toMail",
                      List.of(ANYTHING),
                      Scalar.TEXT,
                      a -> Json.of(InternetMessage.write(fields(a.getFirst()))))
                  .listed(
                      "An e-mail in the form of RFC 5322 and MIME, of `from`, `to`, `cc`, `bcc`,"
                          + " `subject`, `text`, `html`, `id`, `inReplyTo`, `references`, `replyTo`"
                          + " and `attachments` as the kind `mail` has them",
                      "toMail({'from': 'ada@example.org', 'to': ['bob@example.org'], 'subject':"
                          + " 'Grüße'}).split('\\r\\n')[2]",
                      "\"Subject: =?UTF-8?B?R3LDvMOfZQ==?=\""),
              Function.ofText("mailHeader", EncodedWords::read)
                  .listed(
                      "What a header of an e-mail says, its encoded words (RFC 2047) decoded",
                      "mailHeader('=?UTF-8?Q?Gr=C3=BC=C3=9Fe?=')",
                      "\"Grüße\""),
              new Function("mailbox", List.of(Scalar.TEXT), Scalar.ANY, a -> mailbox(a.getFirst()))
                  .listed(
                      "The one address of a text that a caller gave, with `address` and, where"
                          + " there is one, `name`; null for a list, a group or what else is not"
                          + " one address",
                      "[mailbox('Ada <ada@example.org>'), mailbox('a: b@example.org,"
                          + " c@example.org;')]",
                      "[{\"address\":\"ada@example.org\",\"name\":\"Ada\"},null]"),
              new Function(
                      "mailboxes",
                      List.of(Scalar.TEXT),
                      new ListOf(ANYTHING),
                      a -> MailboxList.read(header(a.getFirst())))
                  .listed(
                      "The addresses of a header of an e-mail, each with `address` and, where there"
                          + " is one, `name`",
                      "mailboxes('\"Doe, Jane\" <jane@example.org>, bob@example.org')",
                      "[{\"address\":\"jane@example.org\",\"name\":\"Doe,"
                          + " Jane\"},{\"address\":\"bob@example.org\"}]"),
              new Function(
                      "messageIds",
                      List.of(Scalar.TEXT),
                      new ListOf(Scalar.TEXT),
                      a -> MailboxList.ids(header(a.getFirst())))
                  .listed(
                      "The Message-IDs of a header of an e-mail, the first and the last ones where"
                          + " there are more than 100",
                      "messageIds('<1@example.org> <2@example.org>')",
                      "[\"<1@example.org>\",\"<2@example.org>\"]"),
              new Function(
                      "parameters",
                      List.of(Scalar.TEXT),
                      ANYTHING,
                      a ->
                          a.getFirst() instanceof Json.Null ? Json.EMPTY : parameters(a.getFirst()))
                  .listed(
                      "Names and values in the query of an address, as of a link to the next page",
                      "parameters('https://example.com/x?page=2&q=a%20b')",
                      "{\"page\":\"2\",\"q\":\"a b\"}")),
          new ValueBound(PARTS, CHARACTERS));

  private static ValueType listOfNumbered() {
    Map<String, ValueType> fields = new LinkedHashMap<>();
    fields.put("at", Scalar.INT);
    fields.put("value", Scalar.ANY);
    return new ListOf(Struct.required(fields));
  }

  private static Json adf(Json value) {
    return value instanceof Json.Null ? value : AdfWriter.write(Function.text(value));
  }

  private static Json over(Json markdown, Json before) {
    return markdown instanceof Json.Null
        ? markdown
        : Json.of(
            before instanceof Json.Null
                ? HtmlText.write(Function.text(markdown))
                : HtmlText.write(Function.text(markdown), Function.text(before)));
  }

  private static Json chat(Json text, Json dialect, UnaryOperator<String> converted) {
    if (!Function.text(dialect).equals("slack")) {
      throw new IllegalArgumentException("takes the dialect slack, not " + Function.text(dialect));
    }
    return text instanceof Json.Null ? text : Json.of(converted.apply(Function.text(text)));
  }

  private static List<String> texts(Json list) {
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw new IllegalArgumentException("takes a list");
    }
    return items.stream().map(Function::text).toList();
  }

  private static String decoded(String text) {
    byte[] bytes = Base64.getMimeDecoder().decode(text.replace('-', '+').replace('_', '/'));
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException("the bytes are no text in UTF-8", e);
    }
  }

  /** The text in base64; null when the bytes are none. */
  private static Json readable(Json base64) {
    try {
      return base64 instanceof Json.Null ? base64 : Json.of(decoded(Function.text(base64)));
    } catch (IllegalArgumentException e) {
      return Json.NULL;
    }
  }

  /** A string of a query language: in double quotes, on one line. */
  private static String quoted(String text) {
    return '"'
        + text.replace("\\", "\\\\").replace("\"", "\\\"").replaceAll("\\p{Cntrl}", " ")
        + '"';
  }

  private static Json nested(Json outer, String name) {
    List<Json> all = new ArrayList<>();
    if (outer instanceof Json.Obj) {
      all.add(outer);
    }
    for (int i = 0; i < all.size() && all.size() < PARTS; i++) {
      if (all.get(i) instanceof Json.Obj object
          && object.get(name) instanceof Json.Arr(List<Json> inner)) {
        inner.stream().filter(Json.Obj.class::isInstance).forEach(all::add);
      }
    }
    return new Json.Arr(all);
  }

  // One that a message does not have is as one that says nothing.
  private static String header(Json value) {
    return value instanceof Json.Null ? "" : Function.text(value);
  }

  private static Json mailbox(Json text) {
    return text instanceof Json.Null
        ? text
        : MailAddress.read(Function.text(text)).map(ConnectorFunctions::mailbox).orElse(Json.NULL);
  }

  private static Json mailbox(MailAddress found) {
    Json.Obj mailbox = Json.EMPTY.with("address", Json.of(found.address()));
    return found.name() == null ? mailbox : mailbox.with("name", Json.of(found.name()));
  }

  private static Json.Obj fields(Json value) {
    if (value instanceof Json.Obj fields) {
      return fields;
    }
    throw new IllegalArgumentException("takes a map");
  }

  private static Json parameters(Json address) {
    return AddressQuery.read(Function.text(address));
  }

  /** Items with their places, from 0. */
  private static Json numbered(Json list) {
    if (!(list instanceof Json.Arr(List<Json> items))) {
      throw new IllegalArgumentException("takes a list");
    }
    List<Json> numbered = new ArrayList<>();
    for (Json item : items) {
      numbered.add(Json.EMPTY.with("at", Json.of(numbered.size())).with("value", item));
    }
    return new Json.Arr(numbered);
  }
}
