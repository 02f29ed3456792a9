package io.auterity.connector.function;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.spi.Json;
import io.auterity.spi.mail.MailAddress;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An e-mail as it goes over the wire (RFC 5322 and MIME), made of the fields that the kind {@code
 * mail} has for a new one. All bodies are in base64, so no boundary can stand in one.
 */
final class InternetMessage {

  private static final String END = "\r\n";
  private static final int OF_A_NAME = 60;
  private static final Base64.Encoder LINES = Base64.getMimeEncoder(76, END.getBytes(US_ASCII));
  private static final Pattern ATOMS = Pattern.compile("[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*");
  private static final Pattern ID = Pattern.compile("<[^<>\\p{Cntrl} ]{1,900}>");
  private static final Pattern TYPE = Pattern.compile("[\\w!#$&^.+-]{1,127}/[\\w!#$&^.+-]{1,127}");

  private final Json.Obj fields;
  private final StringBuilder text = new StringBuilder();

  private InternetMessage(Json.Obj fields) {
    this.fields = fields;
  }

  /**
   * Writes an e-mail.
   *
   * @throws IllegalArgumentException when an address or an id is none
   */
  static String write(Json.Obj fields) {
    InternetMessage message = new InternetMessage(fields);
    message.headers();
    message.body();
    return message.text.toString();
  }

  private void headers() {
    header(
        "From", mailboxes(List.of(Json.of(Objects.requireNonNullElse(fields.text("from"), "")))));
    header("To", mailboxes(list("to")));
    header("Cc", mailboxes(list("cc")));
    header("Bcc", mailboxes(list("bcc")));
    header("Reply-To", mailboxes(list("replyTo")));
    header("Subject", EncodedWords.write(Objects.requireNonNullElse(fields.text("subject"), "")));
    header("Message-ID", id("id", fields.text("id")));
    header("In-Reply-To", id("inReplyTo", fields.text("inReplyTo")));
    header("References", references());
    header("Auto-Submitted", "auto-generated");
    header("MIME-Version", "1.0");
  }

  private void header(String name, @Nullable String value) {
    if (value != null) {
      text.append(name).append(": ").append(value).append(END);
    }
  }

  private List<Json> list(String name) {
    return fields.get(name) instanceof Json.Arr(List<Json> items) ? items : List.of();
  }

  private static @Nullable String id(String name, @Nullable String id) {
    if (id != null && !ID.matcher(id).matches()) {
      throw new IllegalArgumentException(name + " is no Message-ID such as <7f3a@example.org>");
    }
    return id;
  }

  // RFC 5322, 3.6.4: the conversation before what is answered, and that.
  private @Nullable String references() {
    Set<String> ids = new LinkedHashSet<>();
    for (Json each : list("references")) {
      ids.add(each instanceof Json.Str(String one) ? one : "");
    }
    if (fields.text("inReplyTo") != null) {
      ids.add(fields.text("inReplyTo"));
    }
    ids.forEach(each -> id("references", each));
    return ids.isEmpty() ? null : String.join(END + " ", ids);
  }

  private static @Nullable String mailboxes(List<Json> texts) {
    List<String> written = new ArrayList<>();
    for (Json each : texts) {
      written.add(
          MailAddress.read(each instanceof Json.Str(String one) ? one : "")
              .map(InternetMessage::mailbox)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "each must be one address such as ada@example.org")));
    }
    return written.isEmpty() ? null : String.join("," + END + " ", written);
  }

  private static String mailbox(MailAddress mailbox) {
    String name = mailbox.name();
    if (name == null) {
      return mailbox.address();
    }
    String shown =
        !EncodedWords.plain(name)
            ? EncodedWords.write(name)
            : ATOMS.matcher(name).matches()
                ? name
                : '"' + name.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    return "%s <%s>".formatted(shown, mailbox.address());
  }

  private void body() {
    List<Json> files = list("attachments");
    if (files.isEmpty()) {
      texts();
      return;
    }
    several("mixed");
    part("mixed");
    texts();
    for (int i = 0; i < files.size(); i++) {
      part("mixed");
      file(files.get(i) instanceof Json.Obj file ? file : Json.EMPTY, i + 1);
    }
    end("mixed");
  }

  private void texts() {
    String html = fields.text("html");
    String plain = Objects.requireNonNullElse(fields.text("text"), "");
    if (html == null) {
      text("plain", plain);
      return;
    }
    several("alternative");
    part("alternative");
    text("plain", plain);
    part("alternative");
    text("html", html);
    end("alternative");
  }

  private void several(String how) {
    header("Content-Type", "multipart/%s; boundary=\"=_%s\"".formatted(how, how));
    text.append(END);
  }

  private void part(String how) {
    text.append("--=_").append(how).append(END);
  }

  private void end(String how) {
    text.append("--=_").append(how).append("--").append(END);
  }

  private void text(String type, String content) {
    header("Content-Type", "text/%s; charset=UTF-8".formatted(type));
    content(content.replaceAll("\r\n?|\n", END).getBytes(UTF_8));
  }

  private void content(byte[] bytes) {
    header("Content-Transfer-Encoding", "base64");
    text.append(END).append(LINES.encodeToString(bytes)).append(END);
  }

  // What holds a message of its own may not be written in base64 (RFC 2046, 5.2.1).
  private void file(Json.Obj file, int number) {
    String told = Objects.requireNonNullElse(file.text("mediaType"), "");
    boolean whole = TYPE.matcher(told).matches() && !told.matches("(?i)(message|multipart)/.*");
    String name = Objects.requireNonNullElse(file.text("name"), "file" + number);
    // Gmail reads the name of the type where one of the disposition is long.
    header(
        "Content-Type",
        "%s;%s name=\"%s\""
            .formatted(whole ? told : "application/octet-stream", END, inQuotes(name)));
    header("Content-Disposition", "attachment" + named(name));
    content(Base64.getMimeDecoder().decode(Objects.requireNonNullElse(file.text("base64"), "")));
  }

  private static String inQuotes(String name) {
    return EncodedWords.plain(name)
        ? name.replace("\\", "_").replace("\"", "_")
        : EncodedWords.write(name);
  }

  /** The name of a file as a parameter (RFC 2231), in pieces where it is long. */
  private static String named(String name) {
    String letters = URLEncoder.encode(name, UTF_8).replace("+", "%20").replace("*", "%2A");
    if (letters.length() <= OF_A_NAME) {
      return ";%s filename*=UTF-8''%s".formatted(END, letters);
    }
    StringBuilder pieces = new StringBuilder();
    int from = 0;
    for (int number = 0; from < letters.length(); number++) {
      int to = Math.min(from + OF_A_NAME, letters.length());
      int split = letters.lastIndexOf('%', to - 1);
      to = to < letters.length() && split > to - 3 ? split : to;
      pieces.append(
          ";%s filename*%d*=%s%s"
              .formatted(END, number, number == 0 ? "UTF-8''" : "", letters.substring(from, to)));
      from = to;
    }
    return pieces.toString();
  }
}
