package io.auterity.connector;

import static io.auterity.connector.ExampleFile.putting;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.connector.ExampleFile.NewThing;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.platform.call.ProvidersFault;
import io.auterity.spi.Change;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.RequestCredential;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files with more than one server, redirections, and bodies of bytes. */
class ServersTest {

  private static final String RESULT = "\nresult: {ref: \"7\", name: a}";
  private static final String ONE = "servers: {api: {url: \"${config.url}/api\"}}";
  private static final String SEVERAL =
      """
      servers:
        api: {url: "${config.url}/api"}
        uploads: {url: "https://uploads.example/v1", credential: true}
        files: {url: "https://files.example"}
        blobs: {hosts: [blob.example, "*.store.example"]}
        wide: {hosts: [vendor.example]}
      """
          .stripTrailing();

  private static String file(String operation) {
    return putting(operation + RESULT, "").replace(ONE, SEVERAL);
  }

  private static ThingVendor vendor(String operation, ScriptedReply... replies) {
    return new ThingVendor(file(operation), replies);
  }

  private static void put(ThingVendor vendor) {
    vendor.things.put(NewThing.named("a"), vendor.put());
  }

  private static ScriptedReply redirection(String location) {
    return ScriptedReply.of(302, "").withHeader("location", location);
  }

  @Test
  void aRequestGoesToTheServerThatItNames() {
    ThingVendor vendor =
        vendor("request: POST /things\nserver: uploads", ScriptedReply.of(200, "{}"));

    put(vendor);

    assertThat(vendor.sent()).containsExactly("POST https://uploads.example/v1/things");
  }

  @ParameterizedTest
  @CsvSource({"api, false", "uploads, false", "files, true", "hooks, true"})
  void onlyWhatGoesToAServerOfTheCredentialBearsIt(String server, boolean unsigned) {
    String file =
        file("request: POST /things\nserver: " + server)
            .replace("  files:", "  hooks: {url: \"${config.url}/hooks\"}\n  files:");
    ThingVendor vendor = new ThingVendor(file, ScriptedReply.of(200, "{}"));

    put(vendor);

    assertThat(vendor.last().credential() == RequestCredential.NONE).isEqualTo(unsigned);
  }

  @Test
  void aFurtherServerWithoutAnAddressFailsWhatAsksItAlone() {
    String config = "config: {url: {type: string}, team: {type: string, default: red}}";
    String further = config.replace("team:", "far: {type: string, default: \"\"}, team:");
    String far =
        file("request: POST /things\nserver: far")
            .replace(config, further)
            .replace("  files:", "  far: {url: \"${config.far}\", credential: true}\n  files:");
    ThingVendor vendor = new ThingVendor(far);
    ThingVendor usual =
        new ThingVendor(far.replace("server: far", "server: api"), ScriptedReply.of(200, "{}"));

    Failure failure = Failures.expect(FailureCode.INVALID, () -> put(vendor));
    put(usual);

    assertThat(failure.message()).contains("no address", "config.far");
    assertThat(vendor.sent()).isEmpty();
    assertThat(usual.sent()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "api, 401, UNAUTHENTICATED",
    "api, 403, FORBIDDEN",
    "files, 401, FORBIDDEN",
    "files, 403, FORBIDDEN",
    "files, 404, NOT_FOUND",
  })
  void noCredentialIsRefusedWhereNoneIsSent(String server, int status, FailureCode code) {
    ThingVendor vendor =
        vendor("request: POST /things\nserver: " + server, ScriptedReply.of(status, "{}"));

    Failure failure = Failures.expect(code, () -> put(vendor));

    assertThat(failure.message().contains("without the provider's credential"))
        .isEqualTo(failure.fields().containsKey(ProvidersFault.BARE))
        .isEqualTo(server.equals("files") && status != 404);
    assertThat(failure.fields()).containsEntry("status", Integer.toString(status));
  }

  @Test
  void whereARequestIsRedirectedWithoutTheCredentialNoneIsRefused() {
    ThingVendor vendor =
        vendor(
            "request: GET /log\nfollow: blobs",
            redirection("https://blob.example/a"),
            ScriptedReply.of(401, "{}"));

    Failures.expect(FailureCode.FORBIDDEN, () -> put(vendor));
  }

  @Test
  void theManifestNamesAllHostsAndThoseOfTheCredential() {
    DataPlugin plugin = ThingVendor.plugin(file("request: GET /a"));

    assertThat(plugin.manifest().connectors().getFirst().egress())
        .containsExactly(
            "${url}",
            "uploads.example",
            "files.example",
            "blob.example",
            "*.store.example",
            "vendor.example");
    assertThat(plugin.manifest().connectors().getFirst().credentialTo())
        .containsExactly("${url}", "uploads.example");
  }

  @ParameterizedTest
  @CsvSource({
    "blobs, https://blob.example/a?b=c",
    "blobs, https://x.y.store.example/a",
    "files, https://files.example/a",
  })
  void aRedirectionIsFollowedOnce(String server, String location) {
    ThingVendor vendor =
        vendor(
            "request: GET /log\nreads: text\nheaders: {x-a: b}\nfollow: " + server,
            redirection(location),
            ScriptedReply.of(200, "text"));

    put(vendor);

    assertThat(vendor.sent())
        .containsExactly("GET https://vendor.example/api/log", "GET " + location);
    assertThat(vendor.last().headers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "blobs, https://evil.example/a",
    "blobs, https://store.example/a",
    "blobs, https://evilstore.example/a",
    "blobs, http://blob.example/a",
    "blobs, https://blob.example:444/a",
    "blobs, https://user@blob.example/a",
    "blobs, https://blob.example@evil.example/a",
    "blobs, /relative",
    "files, https://blob.example/a",
    "files, https://files.example.evil.example/a",
    "wide, https://vendor.example/a",
    "wide, https://VENDOR.example:443/a",
    "files, '::'",
  })
  void aRedirectionToAnotherPlaceIsNotFollowed(String server, String location) {
    ThingVendor vendor = vendor("request: GET /log\nfollow: " + server, redirection(location));

    Failures.expect(FailureCode.UNSUPPORTED, () -> put(vendor));

    assertThat(vendor.sent()).hasSize(1);
  }

  @Test
  void aSecondRedirectionIsNotFollowed() {
    ThingVendor vendor =
        vendor(
            "request: GET /log\nfollow: blobs",
            redirection("https://blob.example/a"),
            redirection("https://blob.example/b"));

    assertThat(Failures.of(() -> put(vendor))).isPresent();
    assertThat(vendor.sent()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          request: GET /a           | server: uplods   | there is no server 'uplods' | did you mean 'uploads'?
          request: GET /a           | server: blobs    | there is no server 'blobs', or it has no address | use one of
          request: GET /a           | follow: uploads  | there is no server 'uploads', or it gets the credential | use one of
          request: POST /a          | follow: blobs    | writes, and cannot be redirected | remove follow
          """)
  void aServerThatCannotServeIsRefused(String request, String more, String rule, String fix) {
    assertThat(problems(file(request + "\n" + more))).contains(rule).contains(fix);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {hosts: [blob.example]}                    | {hosts: ["*.example"]}        | '*.example' is no host
          {hosts: [blob.example]}                    | {hosts: ["a/b"]}              | 'a/b' is no host
          {hosts: [blob.example]}                    | {hosts: [a.b], credential: true} | goes to an address only
          {hosts: [blob.example]}                    | {credential: true}            | must have one of url and hosts
          {hosts: [blob.example]}                    | {url: "${config.link}"}       | there is no field 'link'
          {hosts: [blob.example]}                    | {hosts: [uploads.example]}    | gets the credential as servers.uploads
          {hosts: [blob.example]}                    | {hosts: ["*.uploads.example", uploads.example]} | gets the credential as servers.uploads
          """)
  void whatIsNoServerIsRefused(String old, String with, String rule) {
    String file =
        file("request: GET /a")
            .replace("blobs: {hosts: [blob.example, \"*.store.example\"]}", "blobs: " + old);

    assertThat(problems(file.replace(old, with))).contains(rule);
  }

  private static String problems(String file) {
    try {
      ThingVendor.plugin(file);
      return "";
    } catch (BadConnectorException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void contentIsSentAsItIs() {
    ThingVendor vendor =
        vendor("request: PUT /file\nbytes: \"${input.extra.file}\"", ScriptedReply.of(200, "{}"));

    vendor.things.put(content(), vendor.put());

    assertThat(vendor.last().body()).isEqualTo("ab".getBytes(StandardCharsets.UTF_8));
    assertThat(vendor.last().headers().get("content-type")).containsExactly("image/png");
  }

  @Test
  void contentIsAFileOfAForm() {
    ThingVendor vendor =
        vendor(
            "request: POST /file\nmultipart: {file: \"${input.extra.file}\"}",
            ScriptedReply.of(200, "{}"));

    vendor.things.put(content(), vendor.put());

    assertThat(vendor.lastBody())
        .contains("name=\"file\"; filename=\"a.png\"\r\nContent-Type: image/png\r\n\r\nab\r\n");
  }

  private static NewThing content() {
    Json.Obj file =
        Json.EMPTY
            .with("mediaType", Json.of("image/png"))
            .with("base64", Json.of("YWI="))
            .with("name", Json.of("a.png"));
    return new NewThing("a", null, null, null, Change.keep(), Json.EMPTY.with("file", file));
  }
}
