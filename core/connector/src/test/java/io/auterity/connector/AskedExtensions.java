package io.auterity.connector;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.auterity.platform.catalogue.Binder;
import io.auterity.platform.catalogue.Capability;
import io.auterity.platform.catalogue.ExtensionValue;
import io.auterity.platform.catalogue.Payload;
import io.auterity.platform.json.JsonReader;
import io.auterity.spi.Json;
import io.auterity.spi.WireRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Carries out what a file brings beside its kinds, and keeps what was told. */
final class AskedExtensions {

  private static final Binder BINDER = new Binder();

  private final Map<String, Json.Obj> told = new LinkedHashMap<>();

  /**
   * Carries all of a file's out.
   *
   * @param inputs a line each: its name, and the input; there is one for each that the file has
   */
  List<WireRequest> ask(AnsweringVendor vendor, String inputs) {
    Map<String, String> byName = new LinkedHashMap<>();
    inputs.lines().forEach(line -> byName.put(line.split(" ", 2)[0], line.split(" ", 2)[1]));
    List<Capability> brought = vendor.extensions();
    assertThat(brought.stream().map(Capability::id))
        .containsExactlyInAnyOrderElementsOf(byName.keySet());
    for (Capability each : brought) {
      Json.Obj result = result(vendor, each, Objects.requireNonNull(byName.get(each.id())));
      assertThat(result.fields()).as(each.id()).isNotEmpty();
      told.put(each.id(), result);
    }
    return vendor.requests();
  }

  /** Carries one out. */
  static Json.Obj result(AnsweringVendor vendor, String extension, String input) {
    Capability found =
        vendor.extensions().stream()
            .filter(each -> each.id().equals(extension))
            .findFirst()
            .orElseThrow();
    return result(vendor, found, input);
  }

  private static Json.Obj result(AnsweringVendor vendor, Capability extension, String input) {
    Json.Obj given = new JsonReader(100_000).readObject(input.getBytes(UTF_8));
    ExtensionValue value = (ExtensionValue) BINDER.bind(extension, Payload.of(given));
    return vendor.extension(extension, value).fields();
  }

  /** What one was answered with, as text. */
  String told(String extension) {
    return String.valueOf(told.get(extension));
  }
}
