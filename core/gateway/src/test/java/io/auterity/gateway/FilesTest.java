package io.auterity.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.jobs.file.StoredFile;
import io.auterity.platform.call.Authenticator.Authenticated;
import io.auterity.platform.call.Invocation;
import io.auterity.platform.call.Principal;
import io.auterity.platform.call.Script;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.config.Settings;
import io.auterity.platform.database.Retention;
import io.auterity.platform.database.TestDatabase;
import io.auterity.platform.id.Ids;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.time.ManualTime;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.ai.ChatRequest;
import io.auterity.spi.ai.Extra;
import io.auterity.spi.ai.Part;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files over HTTP, in a real database. */
@Tag("postgresql")
class FilesTest {

  @RegisterExtension static final TestDatabase db = TestDatabase.create();

  private static final Settings.Batches BOUNDS = new Settings.Batches(900_000, 1_500_000, 4, 4);

  @TempDir static Path keys;

  private final TenantScope tenant = db.newTenant();
  private RunningGateway gateway;

  @BeforeEach
  void start() {
    gateway = running(tenant, UUID.randomUUID());
  }

  private static RunningGateway running(TenantScope tenant, UUID principal) {
    Authenticated caller =
        new Authenticated(tenant, new Principal(principal, "tester", Principal.Type.SERVICE));
    return new RunningGateway(
        caller, KeptSomewhere.in(db.database(), keys, BOUNDS), Script.Play::hanging);
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static byte[] form(String purpose, byte[] file, String... more) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    text(
        body, "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.jsonl\"\r\n\r\n");
    body.writeBytes(file);
    text(body, "\r\n" + field("purpose", purpose));
    for (int i = 0; i < more.length; i += 2) {
      text(body, field(more[i], more[i + 1]));
    }
    text(body, "--b--\r\n");
    return body.toByteArray();
  }

  private static String field(String name, String value) {
    return "--b\r\ncontent-disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
        .formatted(name, value);
  }

  private static void text(ByteArrayOutputStream body, String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] noise(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private HttpResponse<String> upload(byte[] form) throws IOException, InterruptedException {
    return gateway.send(
        gateway
            .request("/v1/files")
            .header("content-type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofByteArray(form)));
  }

  private Json.Obj uploaded(byte[] file, String... more) throws IOException, InterruptedException {
    HttpResponse<String> answer = upload(form("batch", file, more));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  private static Json.Obj json(HttpResponse<String> answer) {
    return new JsonReader(10_000).readObject(answer.body().getBytes(StandardCharsets.UTF_8));
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return gateway.send(gateway.request(path));
  }

  private String left(String purpose, String content) throws IOException, InterruptedException {
    HttpResponse<String> answer = upload(form(purpose, content.getBytes(StandardCharsets.UTF_8)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return id(json(answer));
  }

  private HttpResponse<String> chat(RunningGateway asked, String file)
      throws IOException, InterruptedException {
    return asked.send(
        asked.post(
            "/v1/chat/completions",
            """
            {'model':'m','messages':[{'role':'user','content':[{'type':'text','text':'sum up'},
             {'type':'file','file':{'file_id':'%s'}}]}]}
            """
                .formatted(file)));
  }

  private static Part told(RunningGateway asked) {
    Invocation call = asked.script.invocations().getLast();
    return ((ChatRequest) ((Payload.OfRecord) call.input()).value())
        .messages()
        .getFirst()
        .parts()
        .getLast();
  }

  @ParameterizedTest
  @CsvSource({"%PDF-1.7, application/pdf", "{}, text/plain"})
  void aChatIsToldTheFileThatItNames(String content, String type) throws Exception {
    String file = left("user_data", content);
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    chat(gateway, file);
    Part inChat = told(gateway);
    gateway.send(
        gateway.post(
            "/v1/responses",
            """
            {'model':'m','input':[{'role':'user','content':[
             {'type':'input_file','file_id':'%s'}]}]}
            """
                .formatted(file)));

    String bytes = Base64.getEncoder().encodeToString(content.getBytes(StandardCharsets.UTF_8));
    assertThat(inChat).isEqualTo(new Part.File("a.jsonl", null, type, bytes));
    assertThat(told(gateway)).isEqualTo(inChat);
  }

  @Test
  void aChatIsRefusedAFileThatIsNotItsCallersOrForSomethingElse() throws Exception {
    String file = left("user_data", "mine");
    String lines = left("batch", "{}");

    try (RunningGateway other = running(tenant, UUID.randomUUID())) {
      assertThat(chat(other, file).statusCode()).isEqualTo(400);
      assertThat(other.script.invocations()).isEmpty();
    }
    HttpResponse<String> wrong = chat(gateway, lines);
    assertThat(wrong.statusCode()).isEqualTo(400);
    assertThat(wrong.body()).contains("was left for batch").contains("user_data");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void aFileThatIsNamedTwiceStandsInBothPlaces() throws Exception {
    String file = left("user_data", "mine");
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    naming(List.of(file, file));

    Invocation call = gateway.script.invocations().getLast();
    ChatRequest asked = (ChatRequest) ((Payload.OfRecord) call.input()).value();
    assertThat(asked.messages().getFirst().parts())
        .hasSize(2)
        .containsOnly(told(gateway))
        .hasOnlyElementsOfType(Part.File.class);
  }

  @Test
  void aChatNamesSoManyFilesAndNoMore() throws Exception {
    Ids ids = Ids.system(new ManualTime());
    List<String> many = Stream.generate(() -> StoredFile.ID.write(ids.next())).limit(33).toList();

    HttpResponse<String> most = naming(many.subList(0, 32));
    HttpResponse<String> more = naming(many);

    assertThat(most.statusCode()).isEqualTo(400);
    assertThat(most.body()).contains("is no file of yours");
    assertThat(more.statusCode()).isEqualTo(400);
    assertThat(more.body()).contains("names 33 files; a request may name 32");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @Test
  void whoMayMakeNoCallIsToldNothingOfFiles() throws Exception {
    String file = left("user_data", "mine");
    gateway.allowed.set(false);

    HttpResponse<String> refused = chat(gateway, file);

    assertThat(refused.statusCode()).isEqualTo(403);
    assertThat(refused.body()).contains("may not");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  private HttpResponse<String> naming(List<String> files) throws Exception {
    String parts =
        files.stream()
            .map("{'type':'file','file':{'file_id':'%s'}}"::formatted)
            .collect(Collectors.joining(","));
    return gateway.send(
        gateway.post(
            "/v1/chat/completions",
            "{'model':'m','messages':[{'role':'user','content':[%s]}]}".formatted(parts)));
  }

  @Test
  void aFileThatAVendorKeepsIsNamedAsItWas() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    for (String id : List.of("file-abc123", "file-181a1cbdcdcf4677ada87f63a0928099")) {
      chat(gateway, id);

      assertThat(told(gateway)).isInstanceOf(Part.Opaque.class);
      assertThat(told(gateway).toString()).contains(id);
    }
  }

  private static String id(Json.Obj file) {
    return Objects.requireNonNull(file.text("id"));
  }

  @Test
  void aFileLongerThanBodiesMayBeComesBackAsItWas() throws Exception {
    byte[] file = noise(700_001);

    Json.Obj told = uploaded(file);

    assertThat(told.fields())
        .containsEntry("object", Json.of("file"))
        .containsEntry("bytes", Json.of(file.length))
        .containsEntry("filename", Json.of("a.jsonl"))
        .containsEntry("purpose", Json.of("batch"))
        .containsEntry("status", Json.of("processed"));
    assertThat(json(get("/v1/files/" + id(told)))).isEqualTo(told);
    HttpResponse<byte[]> content =
        gateway
            .client()
            .send(
                gateway.request("/v1/files/" + id(told) + "/content").build(),
                BodyHandlers.ofByteArray());
    assertThat(content.body()).isEqualTo(file);
  }

  private HttpResponse<String> anthropic(HttpRequest.Builder request) throws Exception {
    return gateway.send(request.header("anthropic-version", "2023-06-01"));
  }

  private HttpResponse<String> uploadedForMessages(String file, String more) throws Exception {
    String form =
        "--b\r\ncontent-disposition: form-data; name=\"file\"; filename=\"%s\"\r\n\r\nmine\r\n%s--b--\r\n"
            .formatted(file, more);
    return anthropic(
        gateway
            .request("/v1/files")
            .header("content-type", "multipart/form-data; boundary=b")
            .POST(BodyPublishers.ofString(form)));
  }

  private String leftForMessages(String file) throws Exception {
    HttpResponse<String> answer = uploadedForMessages(file, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return id(json(answer));
  }

  @Test
  void aFileForMessagesExpiresWhenItsOwnerSays() throws Exception {
    Json.Obj file = json(uploadedForMessages("a.txt", field("expires_in_seconds", "3600")));

    assertThat(
            Duration.between(
                Instant.parse(Objects.requireNonNull(file.text("created_at"))),
                Instant.parse(Objects.requireNonNull(file.text("expires_at")))))
        .isEqualTo(Duration.ofHours(1));
    HttpResponse<String> brief = uploadedForMessages("a.txt", field("expires_in_seconds", "3599"));
    assertThat(brief.statusCode()).isEqualTo(400);
    assertThat(brief.body()).contains("must be 3600 to 7776000");
    assertThat(uploadedForMessages("a.txt", field("purpose", "batch")).body())
        .contains("'purpose'");
  }

  @Test
  void anthropicsClientsAreToldOfFilesInTheirForm() throws Exception {
    String first = leftForMessages("a.pdf");
    String second = leftForMessages("b.unknown");

    Json.Obj page = json(anthropic(gateway.request("/v1/files?limit=1")));
    assertThat(ids(page)).containsExactly(second);
    assertThat(page.fields()).containsEntry("has_more", Json.of(true)).doesNotContainKey("object");
    assertThat(ids(json(anthropic(gateway.request("/v1/files?after_id=" + second)))))
        .containsExactly(first);

    assertThat(json(anthropic(gateway.request("/v1/files/" + first))).fields())
        .containsEntry("type", Json.of("file"))
        .containsEntry("filename", Json.of("a.pdf"))
        .containsEntry("mime_type", Json.of("application/pdf"))
        .containsEntry("size_bytes", Json.of(4))
        .containsEntry("downloadable", Json.of(true))
        .containsKey("created_at");
    assertThat(anthropic(gateway.request("/v1/files/" + first + "/content")).body())
        .isEqualTo("mine");
    assertThat(json(get("/v1/files/" + first)).fields())
        .containsEntry("purpose", Json.of("user_data"));

    assertThat(json(anthropic(gateway.request("/v1/files/" + first).DELETE())).fields())
        .containsExactly(
            Map.entry("id", Json.of(first)), Map.entry("type", Json.of("file_deleted")));
    HttpResponse<String> gone = anthropic(gateway.request("/v1/files/" + first));
    assertThat(gone.statusCode()).isEqualTo(404);
    assertThat(gone.body()).contains("\"type\":\"error\"").contains("not_found_error");
    assertThat(anthropic(gateway.request("/v1/files?before_id=" + second)).statusCode())
        .isEqualTo(400);
  }

  static Stream<Arguments> named() {
    String bytes = Base64.getEncoder().encodeToString("mine".getBytes(StandardCharsets.UTF_8));
    Json.Obj told =
        Json.EMPTY
            .with("context", Json.of("drafted"))
            .with("citations", Json.EMPTY.with("enabled", Json.of(true)));
    String more = ",'title':'T','context':'drafted','citations':{'enabled':true}";
    return Stream.of(
        Arguments.of("document", "a.txt", "", new Part.File("a.txt", null, "text/plain", bytes)),
        Arguments.of(
            "document",
            "a.txt",
            more,
            new Part.File("T", null, "text/plain", bytes, Extra.of("anthropic", told))),
        Arguments.of("document", "a.png", "", new Part.Image(null, "image/png", bytes)),
        Arguments.of("image", "a.png", "", new Part.Image(null, "image/png", bytes)),
        Arguments.of("image", "a.webp", "", new Part.Image(null, "image/webp", bytes)));
  }

  @ParameterizedTest
  @MethodSource("named")
  void aMessageIsToldTheFileThatItNames(String type, String name, String more, Part part)
      throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    message("/v1/messages", type, leftForMessages(name), more);

    assertThat(told(gateway)).isEqualTo(part);
  }

  @Test
  void tokensAreCountedOfTheFileThatAMessageNames() throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    message("/v1/messages/count_tokens", "document", leftForMessages("a.txt"), "");

    assertThat(gateway.script.invocations().getLast().capability()).isEqualTo("ai.token.count");
    assertThat(told(gateway)).isInstanceOf(Part.File.class);
  }

  private HttpResponse<String> message(String path, String type, String file, String more)
      throws Exception {
    return gateway.send(
        gateway.post(
            path,
            """
            {'model':'m',%s'messages':[{'role':'user','content':[
             {'type':'%s','source':{'type':'file','file_id':'%s'}%s}]}]}
            """
                .formatted(path.endsWith("messages") ? "'max_tokens':9," : "", type, file, more)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.svg", "a.pdf"})
  void aPictureOfAnotherSortIsRefused(String name) throws Exception {
    HttpResponse<String> refused = message("/v1/messages", "image", leftForMessages(name), "");

    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("'%s'".formatted(name)).contains("png, jpeg, gif or webp");
    assertThat(gateway.script.invocations()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"a.gif, true", "a.svg, false", "a.tiff, false"})
  void aChatIsToldAsPicturesWhatModelsSee(String name, boolean picture) throws Exception {
    gateway.script.refuse(Failure.of(FailureCode.NO_VIABLE_PROVIDER, "nobody"));

    chat(gateway, leftForMessages(name));

    assertThat(told(gateway)).isInstanceOf(picture ? Part.Image.class : Part.File.class);
  }

  @Test
  void itLiesSealedInTheDatabase() throws Exception {
    uploaded("a secret that nobody reads".getBytes(StandardCharsets.UTF_8));

    List<String> kept =
        db.database()
            .inTenant(
                tenant,
                tx ->
                    tx.query("select encode(sealed, 'escape') from ai_file_chunk")
                        .mapTo(String.class)
                        .list());

    assertThat(kept).hasSize(1).noneMatch(piece -> piece.contains("secret"));
  }

  @Test
  void listsComeByPagesInTheOrderThatIsAsked() throws Exception {
    String first = id(uploaded(noise(1)));
    String second = id(uploaded(noise(2)));
    String third = id(uploaded(noise(0)));

    Json.Obj page = json(get("/v1/files?limit=2"));
    assertThat(ids(page)).containsExactly(third, second);
    assertThat(page.fields())
        .containsEntry("object", Json.of("list"))
        .containsEntry("has_more", Json.of(true))
        .containsEntry("first_id", Json.of(third))
        .containsEntry("last_id", Json.of(second));

    assertThat(ids(json(get("/v1/files?limit=2&after=" + second)))).containsExactly(first);
    assertThat(ids(json(get("/v1/files?order=asc&purpose=batch"))))
        .containsExactly(first, second, third);
    assertThat(ids(json(get("/v1/files?purpose=batch_output")))).isEmpty();
  }

  private static List<String> ids(Json.Obj page) {
    return ((Json.Arr) Objects.requireNonNull(page.get("data")))
        .items().stream().map(file -> id((Json.Obj) file)).toList();
  }

  @Test
  void aFileIsGoneWhenItIsDeleted() throws Exception {
    String file = id(uploaded(noise(300_000)));

    HttpResponse<String> deleted = gateway.send(gateway.request("/v1/files/" + file).DELETE());

    assertThat(json(deleted).fields())
        .containsEntry("id", Json.of(file))
        .containsEntry("deleted", Json.of(true));
    assertThat(get("/v1/files/" + file).statusCode()).isEqualTo(404);
    assertThat(get("/v1/files/" + file + "/content").statusCode()).isEqualTo(404);
    assertThat(gateway.send(gateway.request("/v1/files/" + file).DELETE()).statusCode())
        .isEqualTo(404);
    assertThat(pieces()).isZero();
  }

  private int pieces() {
    return db.database()
        .inTenant(
            tenant,
            tx -> tx.query("select count(*) from ai_file_chunk").mapTo(Integer.class).one());
  }

  @Test
  void nobodyElseSeesIt() throws Exception {
    String file = id(uploaded(noise(10)));

    try (RunningGateway other = running(tenant, UUID.randomUUID());
        RunningGateway stranger = running(db.newTenant(), UUID.randomUUID())) {
      for (RunningGateway door : List.of(other, stranger)) {
        assertThat(door.send(door.request("/v1/files/" + file)).statusCode()).isEqualTo(404);
        assertThat(door.send(door.request("/v1/files/" + file + "/content")).statusCode())
            .isEqualTo(404);
        assertThat(door.send(door.request("/v1/files/" + file).DELETE()).statusCode())
            .isEqualTo(404);
        assertThat(ids(json(door.send(door.request("/v1/files"))))).isEmpty();
      }
    }
    assertThat(get("/v1/files/" + file).statusCode()).isEqualTo(200);
  }

  @Test
  void itExpiresWhenItsOwnerSays() throws Exception {
    Json.Obj file =
        uploaded(noise(1), "expires_after[anchor]", "created_at", "expires_after[seconds]", "3600");

    assertThat(seconds(file, "expires_at") - seconds(file, "created_at")).isEqualTo(3_600);
  }

  @Test
  void whatHasExpiredIsDeleted() throws Exception {
    String brief =
        id(
            uploaded(
                noise(1), "expires_after[anchor]", "created_at", "expires_after[seconds]", "3600"));
    String usual = id(uploaded(noise(2)));

    ManualTime later = new ManualTime(Instant.now().plus(Duration.ofHours(2)));
    new Retention(db.database(), Settings.DEFAULT.retention(), later).runOnce();

    assertThat(get("/v1/files/" + brief).statusCode()).isEqualTo(404);
    assertThat(get("/v1/files/" + usual).statusCode()).isEqualTo(200);
  }

  private static long seconds(Json.Obj file, String field) {
    return ((Json.Int) Objects.requireNonNull(file.get(field))).value();
  }

  @Test
  void whatIsTooMuchIsRefusedAndNothingOfItIsKept() throws Exception {
    HttpResponse<String> longer = upload(form("batch", noise(900_001)));
    assertThat(longer.statusCode()).as(longer.body()).isEqualTo(413);
    assertThat(longer.body()).contains("the file is longer than 900000 bytes");
    assertThat(pieces()).isZero();

    uploaded(noise(900_000));
    HttpResponse<String> more = upload(form("batch", noise(600_001)));
    assertThat(more.statusCode()).isEqualTo(413);
    assertThat(more.body()).contains("a tenant may keep 4 files and 1500000 bytes: delete some");
    for (int i = 0; i < 3; i++) {
      uploaded(noise(i));
    }
    assertThat(upload(form("batch", noise(1))).body()).contains("4 files are kept");
  }

  @Test
  void whatIsNoUploadIsRefusedByName() throws Exception {
    assertThat(upload(form("assistants", noise(1))).body()).contains("files are kept for batches");
    assertThat(upload(field("purpose", "batch").concat("--b--").getBytes(StandardCharsets.UTF_8)))
        .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(400))
        .satisfies(answer -> assertThat(answer.body()).contains("'file' is required"));
    assertThat(upload(form("batch", noise(1), "colour", "red")).body()).contains("'colour'");
    assertThat(upload("--b".getBytes(StandardCharsets.UTF_8)).statusCode()).isEqualTo(400);
    assertThat(get("/v1/files?limit=0").statusCode()).isEqualTo(400);
    assertThat(get("/v1/files?purpose=%00").body()).contains("U+0000");
    assertThat(get("/v1/files?after=batch_1").statusCode()).isEqualTo(404);
    assertThat(pieces()).isZero();
  }

  @Test
  void whoMayMakeNoCallKeepsNoFiles() throws Exception {
    gateway.allowed.set(false);

    assertThat(upload(form("batch", noise(700_000))).statusCode()).isEqualTo(403);
    assertThat(get("/v1/files").statusCode()).isEqualTo(403);
  }

  @Test
  void aSenderWhoGoesLeavesNothing() throws Exception {
    try (Socket socket = gateway.connect()) {
      String head =
          "POST /v1/files HTTP/1.1\r\nhost: a\r\nauthorization: Bearer %s\r\n"
                  .formatted(RunningGateway.KEY)
              + "content-type: multipart/form-data; boundary=b\r\ncontent-length: 800000\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().write(form("batch", noise(600_000)), 0, 590_000);
      socket.getOutputStream().flush();
    }
    gateway.stop();

    assertThat(pieces()).isZero();
  }
}
