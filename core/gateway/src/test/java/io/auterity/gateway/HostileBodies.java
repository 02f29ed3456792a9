package io.auterity.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.auterity.gateway.dialect.Endpoint;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.testkit.files.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Bodies that no caller means well with, and at each door one that is good but for its texts. */
final class HostileBodies {

  static final String JSON = "application/json";
  static final String FORM = "multipart/form-data; boundary=b";

  private static final String CHAT =
      "{'model':$,'max_tokens':9,'messages':[{'role':'user','content':$}]}";
  private static final String CONTENT = "{'role':'user','parts':[{'text':$}]}";

  /** By the end of a door's path; each {@code $} stands for a text. */
  private static final Map<String, String> BODIES =
      Map.ofEntries(
          Map.entry(
              "/v1/chat/completions",
              "{'model':$,'stream':true,'user':$,'stop':[$],'metadata':{'k':$},'messages':"
                  + "[{'role':'system','content':$},{'role':'user','name':$,'content':"
                  + "[{'type':'text','text':$}]}]}"),
          Map.entry("/v1/completions", "{'model':$,'prompt':[$,$],'user':$,'stop':$}"),
          Map.entry(
              "/v1/responses",
              "{'model':$,'instructions':$,'metadata':{'k':$},'input':"
                  + "[{'role':'user','content':$}]}"),
          Map.entry(
              "/v1/responses/input_tokens",
              "{'model':$,'instructions':$,'input':[{'role':'user','content':$}]}"),
          Map.entry("/v1/embeddings", "{'model':$,'input':[$],'user':$}"),
          Map.entry("/v1/moderations", "{'model':$,'input':[$]}"),
          Map.entry(
              "/v1/images/generations", "{'model':$,'prompt':$,'size':$,'quality':$,'user':$}"),
          Map.entry("/v1/audio/speech", "{'model':$,'input':$,'voice':$,'instructions':$}"),
          Map.entry("/v1/rerank", "{'model':$,'query':$,'documents':[$,{'text':$}]}"),
          Map.entry(
              "/v1/batches",
              "{'input_file_id':'FILE','endpoint':'/v1/chat/completions',"
                  + "'completion_window':'24h','metadata':{$:$}}"),
          Map.entry(
              "/v1/fine_tuning/jobs",
              "{'model':$,'training_file':'EXAMPLES','suffix':$,'metadata':{$:$}}"),
          Map.entry(
              "/v1/messages",
              "{'model':$,'max_tokens':9,'stream':true,'system':$,'stop_sequences':[$],"
                  + "'metadata':{'user_id':$},'messages':[{'role':'user','content':$}]}"),
          Map.entry("/v1/messages/count_tokens", CHAT),
          Map.entry(
              "/v1/messages/batches", "{'requests':[{'custom_id':'c','params':" + CHAT + "}]}"),
          Map.entry(
              ":generateContent",
              "{'contents':[" + CONTENT + "],'systemInstruction':{'parts':[{'text':$}]}}"),
          Map.entry(":streamGenerateContent", "{'contents':[" + CONTENT + "]}"),
          Map.entry(":countTokens", "{'contents':[" + CONTENT + "]}"),
          Map.entry(":embedContent", "{'content':" + CONTENT + "}"),
          Map.entry(
              ":batchEmbedContents",
              "{'requests':[{'model':'models/m','content':" + CONTENT + "}]}"),
          Map.entry("/api/chat", CHAT),
          Map.entry("/api/generate", "{'model':$,'prompt':$,'system':$,'stream':false}"),
          Map.entry("/api/embed", "{'model':$,'input':[$]}"),
          Map.entry("/api/embeddings", "{'model':$,'prompt':$}"),
          Map.entry("/api/show", "{'model':$}"));

  /** The same for forms; a field that begins with {@code @} is a file of that name. */
  private static final Map<String, List<String>> FORMS =
      Map.of(
          "/v1/images/edits", List.of("model=$", "prompt=$", "size=$", "image=@$", "mask=@$"),
          "/v1/audio/transcriptions", List.of("model=$", "prompt=$", "language=$", "file=@$"),
          "/v1/audio/translations", List.of("model=$", "prompt=$", "file=@$"),
          "/v1/files", List.of("purpose=batch", "file=@$"));

  private static final JsonReader READER = new JsonReader(1_000_000);

  private HostileBodies() {}

  /** A body and what it says it is. */
  @SuppressWarnings("ArrayRecordComponent")
  record Sent(String type, byte[] bytes) {
    static Sent of(String type, String text) {
      return new Sent(type, text.getBytes(UTF_8));
    }
  }

  /** Files that were left there: lines of a batch, and examples of fine-tuning. */
  record Kept(String lines, String examples) {
    static final Kept NONE = new Kept("", "");
  }

  /** Good but for its texts; null when nobody has said yet what that door takes. */
  static @Nullable Sent body(Endpoint door, String text, Kept kept) {
    String verb = door.path().substring(door.path().lastIndexOf('}') + 1);
    List<String> fields = FORMS.get(verb);
    if (fields != null) {
      return Sent.of(FORM, form(fields, text));
    }
    String json = BODIES.get(verb);
    return json == null
        ? null
        : Sent.of(
            JSON,
            json.replace('\'', '"')
                .replace("$", Json.of(text).toString())
                .replace("FILE", kept.lines())
                .replace("EXAMPLES", kept.examples()));
  }

  private static String form(List<String> fields, String text) {
    StringBuilder form = new StringBuilder();
    for (String field : fields) {
      String[] pair = field.split("=", 2);
      boolean file = pair[1].startsWith("@");
      String value = pair[1].replace("@", "").replace("$", text);
      form.append("--b\r\ncontent-disposition: form-data; name=\"").append(pair[0]).append('"');
      if (file) {
        form.append("; filename=\"").append(value).append('"');
      }
      form.append("\r\n\r\n").append(file ? "abc" : value).append("\r\n");
    }
    return form + "--b--\r\n";
  }

  /** What each door is sent, whatever it takes. */
  static List<Sent> toEachDoor() {
    List<Sent> all = new ArrayList<>();
    for (byte[] bytes : badTexts()) {
      all.add(new Sent(JSON, bytes));
    }
    for (String form : badForms()) {
      all.add(Sent.of(FORM, form));
    }
    for (String type : TYPES) {
      all.add(Sent.of(type, "{\"model\":\"m\",\"prompt\":\"p\",\"input\":\"i\"}"));
    }
    return all;
  }

  private static final List<String> TYPES =
      List.of(
          "text/plain",
          "application/json; charset=utf-16",
          "application/xml",
          "image/png",
          "multipart/form-data",
          "multipart/form-data; boundary=\"\"",
          "multipart/form-data; boundary=" + "x".repeat(300),
          "multipart/form-data; boundary=\"" + "\\\"".repeat(1_500) + "\"",
          "multipart/mixed; boundary=b",
          ";;;=,=;",
          "x".repeat(8_000));

  private static List<byte[]> badTexts() {
    List<byte[]> all = new ArrayList<>();
    for (String text :
        List.of(
            "",
            " ",
            "{",
            "[",
            "\"",
            "x",
            "0",
            "-",
            "null",
            "true",
            "{}",
            "[]",
            "[".repeat(100_000),
            "{\"a\":".repeat(50_000),
            "[".repeat(100_000) + "]".repeat(100_000),
            "{\"messages\":" + "[".repeat(190) + "]".repeat(190) + "}",
            "{\"model\":\"m\",\"model\":\"n\"}",
            "{\"messages\":[],\"messages\":[],\"contents\":[],\"contents\":[]}",
            "{\"model\":\"m\"}{\"model\":\"m\"}",
            "{\"model\":\"\\ud800\",\"messages\":[{\"role\":\"user\",\"content\":\"\\udc00\"}]}",
            "{\"model\":\"\\u0000\",\"input\":\"\\u0000\",\"prompt\":\"\\u0000\"}",
            "{\"model\":\"m\",\"max_tokens\":1e400}",
            "{\"model\":\"m\",\"max_tokens\":" + "9".repeat(5_000) + "}",
            "{\"" + "k".repeat(60_000) + "\":1}",
            "{\"model\":\"" + "m".repeat(1 << 20) + "\"}",
            "\ufeff{\"model\":\"m\"}",
            "--b\r\n\r\n--b--")) {
      all.add(text.getBytes(UTF_8));
    }
    byte[] cut = "{\"model\":\"m\",\"prompt\":\"\u00e9\u20ac\ud83d\ude00".getBytes(UTF_8);
    for (int end = cut.length - 9; end < cut.length; end++) {
      all.add(Arrays.copyOf(cut, end));
    }
    all.add(new byte[] {(byte) 0xff, (byte) 0xfe, '{', 0, '}', 0});
    all.add(new byte[] {0, '{', 0, '}'});
    all.add(new byte[] {'"', (byte) 0xed, (byte) 0xa0, (byte) 0x80, '"'});
    all.add(new byte[] {'"', (byte) 0xc0, (byte) 0x80, '"'});
    all.add(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3});
    all.add(new byte[1 << 16]);
    return all;
  }

  private static List<String> badForms() {
    String head = "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a\"\r\n";
    return List.of(
        "",
        "--b",
        "--b--",
        "--b\r\n",
        head,
        head + "\r\n",
        head + "\r\nabc",
        head + "\r\nabc\r\n--b",
        head + "\r\nabc\r\n--b--",
        head + "content-type: " + "x".repeat(5_000) + "\r\n\r\nabc\r\n--b--",
        head + "x: y\r\n".repeat(100) + "\r\nabc\r\n--b--",
        (head + "\r\nabc\r\n").repeat(100) + "--b--",
        "--b\r\ncontent-disposition: form-data\r\n\r\nabc\r\n--b--",
        "--b\r\ncontent-disposition: form-data; name=\""
            + "\\a".repeat(2_000)
            + "\"\r\n\r\nx\r\n--b--",
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\""
            + "\\\"".repeat(1_000)
            + "\"\r\n\r\nx\r\n--b--",
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"\0\"\r\n\r\nx\r\n--b--",
        "--b\r\ncontent-disposition: form-data; name=\"purpose\"\r\n\r\n"
            + "x".repeat(200_000)
            + "\r\n--b--",
        "\r\n".repeat(50_000));
  }

  /** All of the corpus of JSON and of what is none, by name. */
  static Map<String, byte[]> jsonCorpus() throws IOException {
    Map<String, byte[]> all = new TreeMap<>();
    for (Path file : Repository.sharedFiles("corpora/json-test-suite/test_parsing")) {
      all.put(file.getFileName().toString(), Files.readAllBytes(file));
    }
    return all;
  }

  /** All of the corpus of naughty strings. */
  static List<String> naughtyStrings() throws IOException {
    Json strings = READER.read(Files.readAllBytes(Repository.shared("corpora/blns/blns.json")));
    return ((Json.Arr) strings)
        .items().stream()
            .flatMap(one -> one instanceof Json.Str(var s) ? Stream.of(s) : Stream.<String>empty())
            .toList();
  }
}
