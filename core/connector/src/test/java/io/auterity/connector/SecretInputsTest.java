package io.auterity.connector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.auterity.connector.check.ConnectorCheck;
import io.auterity.connector.file.BadConnectorException;
import io.auterity.connector.file.ConnectorFileReader;
import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Catalogue;
import io.auterity.spi.Call;
import io.auterity.spi.Connector;
import io.auterity.spi.Effect;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import io.auterity.spi.Kind;
import io.auterity.spi.Operation;
import io.auterity.spi.VaultSecret;
import io.auterity.testkit.FakeCall;
import io.auterity.testkit.FakeProvider;
import io.auterity.testkit.contract.Failures;
import io.auterity.testkit.transport.ScriptedReply;
import io.auterity.testkit.transport.ScriptedTransport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret of an input reaches the vendor's request, and nothing else that a file says. */
class SecretInputsTest {

  private static final Binder BINDER = new Binder();
  private static final List<Class<?>> KINDS = List.of(Vaults.class);
  private static final String RESULT = "result: {name: \"${or(it.name, 'x')}\"}\n";

  /** A kind whose input holds a secret. */
  @Kind("vault")
  public interface Vaults {
    @Operation(resource = "entry", verb = "put", summary = "Put", effect = Effect.IDEMPOTENT)
    default Entry put(NewEntry input, Call call) {
      throw call.unsupported();
    }
  }

  /** Input of {@code vault.entry.put}. */
  public record NewEntry(String name, VaultSecret value) {}

  /** What was put. */
  public record Entry(String name) {}

  private final String operation;

  SecretInputsTest() {
    operation = "request: POST /entries\nbody: {n: \"${input.name}\", v: \"${vault.value}\"}\n";
  }

  private static DataPlugin plugin(String operation) {
    String file =
        """
        plugin: example
        format: 1
        version: 1.0.0
        summary: Entries
        config: {}
        servers: {api: {url: "https://vendor.example"}, files: {url: "https://files.example"}, blobs: {hosts: ["*.blob.example"]}}
        auth: [{kind: bearer}]
        check: {request: GET /me}
        errors: {message: "${body.message}"}
        connectors:
          example:
            kind: vault
            operations:
              entry.put:
        """
            + operation.indent(8);
    byte[] text = file.getBytes(StandardCharsets.UTF_8);
    return new DataPlugin(
        new ConnectorCheck(Catalogue.of(BINDER, KINDS))
            .check(new ConnectorFileReader(id -> null).read("example", text)),
        KINDS,
        BINDER);
  }

  private static final class Asked {
    final ScriptedTransport transport;
    final FakeProvider provider;
    final Vaults vaults;

    @SuppressWarnings("unchecked") // Of that kind there is one interface.
    Asked(String operation, ScriptedReply... replies) {
      DataPlugin plugin = plugin(operation);
      transport = new ScriptedTransport(List.of(replies));
      provider = new FakeProvider("mine", plugin.manifest()).withTransport(transport);
      vaults = ((Connector<Vaults>) plugin.connectors().getFirst()).open(provider);
    }

    Entry put() {
      return put("hunter2");
    }

    Entry put(String secret) {
      return vaults.put(
          new NewEntry("KEY", VaultSecret.of(secret)), FakeCall.of("vault.entry.put", provider));
    }

    String sent() {
      return new String(transport.requests().getLast().body(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void itStandsInTheBody() {
    Asked asked = new Asked(operation + RESULT, ScriptedReply.of(200, "{}"));

    asked.put();

    assertThat(asked.sent()).isEqualTo("{\"n\":\"KEY\",\"v\":\"hunter2\"}");
  }

  @Test
  void whetherItWasGivenMayBeAsked() {
    Asked asked =
        new Asked(
            operation
                + "refuse: [{when: \"${!('value' in lent)}\", code: invalid, message: a}]\n"
                + "result: {name: \"${lent.join(', ')}\"}\n",
            ScriptedReply.of(200, "{}"));

    assertThat(asked.put().name()).isEqualTo("value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "body: {v: \"${base64(vault.value)}\"}",
        "form: {v: \"${vault.value}\"}",
        "text: \"v=${vault.value}\""
      })
  void itMayStandInABodyOfAnyForm(String where) {
    Asked asked =
        new Asked("request: POST /a\n" + where + "\n" + RESULT, ScriptedReply.of(200, "{}"));

    asked.put();

    assertThat(asked.sent()).containsAnyOf("hunter2", "aHVudGVyMg==");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "result: {name: '${vault.value}'}",
        "result: {name: '${input.value}'}",
        "result: {name: '${string(input.value)}'}",
        "headers: {x-a: '${vault.value}'}",
        "query: {v: '${vault.value}'}",
        "server: files\nbody: {v: '${vault.value}'}",
        "let: {at: {of: '${vault.value}'}}",
        "refuse: [{when: '${vault.value == null}', code: invalid, message: a}]",
        "refuse: [{when: '${true}', code: invalid, message: 'no ${vault.value}'}]",
        "body: {v: '${input.value}'}",
        "path: '{vault.value}'",
        "path: '{value}'"
      })
  void elsewhereAFileIsRefused(String reading) {
    String path = reading.startsWith("path") ? reading.replaceAll(".*'(.*)'", "$1") : "";
    String rest = path.isEmpty() ? "\n" + reading : "";
    String result = reading.startsWith("result") ? "" : "\nresult: {name: a}";

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(
            () ->
                plugin("request: POST /a/" + (path.isEmpty() ? "b" : path) + rest + result + "\n"))
        .satisfies(refused -> assertThat(refused.getMessage()).containsAnyOf("value", "vault"));
  }

  @Test
  void aStepKeepsNone() {
    String steps = "steps: [{id: a, request: POST /a, keep: \"${vault.value}\"}]\n";

    assertThatExceptionOfType(BadConnectorException.class)
        .isThrownBy(() -> plugin(steps + "result: {name: a}\n"))
        .withMessageContaining("vault");
  }

  @Test
  void whatTheVendorSaysBackIsNotToldOn() {
    Asked refused =
        new Asked(operation + RESULT, ScriptedReply.of(422, "{\"message\": \"hunter2 is weak\"}"));
    Asked echoed =
        new Asked(operation + RESULT, ScriptedReply.of(200, "{\"name\": \"=hunter2=\"}"));

    Failure failure = Failures.expect(FailureCode.INVALID, refused::put);

    assertThat(failure.message()).isEqualTo("the vendor answered 422: (secret) is weak");
    assertThat(echoed.put().name()).isEqualTo("=(secret)=");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", " x", "\nx", "\\n\"x"})
  void aLongOneIsNotToldInPart(String between) {
    String secret = "-----BEGIN KEY-----" + ("0123456789abcdef".repeat(4) + between).repeat(40);
    Json message = Json.EMPTY.with("message", Json.of("invalid value: " + secret));
    Asked asked = new Asked(operation + RESULT, ScriptedReply.of(422, message.toString()));

    Failure failure = Failures.of(() -> asked.put(secret)).orElseThrow();

    assertThat(failure.toString()).contains("invalid value: (secret)").doesNotContain("0123456789");
  }

  @Test
  void aLongWordIsNotToldInPart() {
    String token = "0123456789abcdef".repeat(100);
    Asked asked =
        new Asked(operation + RESULT, ScriptedReply.of(401, "{\"message\": \"no " + token + "\"}"));

    Failure failure = Failures.of(asked::put).orElseThrow();

    assertThat(failure.message()).isEqualTo("the vendor answered 401: no…");
  }

  @Test
  void aShortOneInsideOtherTextStays() {
    Asked asked =
        new Asked(operation + RESULT, ScriptedReply.of(200, "{\"name\": \"octo/prod-site\"}"));

    assertThat(asked.put("prod").name()).isEqualTo("octo/prod-site");
  }

  @Test
  void anExpressionThatFailsOverItDoesNotTellIt() {
    Asked asked =
        new Asked(
            "request: POST /a\nbody: {v: \"${time(vault.value)}\"}\n" + RESULT,
            ScriptedReply.of(200, "{}"));

    Failure failure = Failures.of(asked::put).orElseThrow();

    assertThat(failure.toString()).doesNotContain("hunter2");
    assertThat(asked.transport.requests()).isEmpty();
  }
}
