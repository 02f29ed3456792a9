package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.KeptResponse;
import io.auterity.platform.id.WireId;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Items of answers that one request names by their ids ({@code item_reference}) in the place of the
 * items: Vercel's SDK does that with all that it takes for stored. Each id names its response.
 */
final class ItemReferences {

  private static final Pattern ID = Pattern.compile("[a-z]{1,8}_([0-9a-f]{32})_[0-9]{1,6}");

  /** Most responses that the items of one request are of. */
  private static final int MOST = 200;

  private final Function<UUID, Optional<KeptResponse>> kept;
  private final Function<KeptResponse, Json.Obj> written;
  private final Map<UUID, Map<String, Json>> items = new HashMap<>();

  /**
   * @param kept the response of that id, as far as the caller may come back to it
   * @param written what the caller was answered
   */
  ItemReferences(
      Function<UUID, Optional<KeptResponse>> kept, Function<KeptResponse, Json.Obj> written) {
    this.kept = kept;
    this.written = written;
  }

  /**
   * The item that is meant.
   *
   * @param path where it is named
   * @throws CallFailedException {@code not_found}, as OpenAI says it, or {@code invalid}
   */
  Json item(String path, String id) {
    Matcher known = ID.matcher(id);
    Json item =
        known.matches() ? of(path, WireId.RESPONSE.read("resp_" + known.group(1))).get(id) : null;
    if (item == null) {
      throw new CallFailedException(
          Failure.of(FailureCode.NOT_FOUND, "Item with id '%s' not found.".formatted(id))
              .withFields(
                  Map.of(
                      path,
                      "names no item that is kept for this key",
                      Failure.vendors(ResponsesReader.RESPONSES, "param"),
                      "input")));
    }
    return item;
  }

  private Map<String, Json> of(String path, UUID response) {
    Map<String, Json> known = items.get(response);
    if (known != null) {
      return known;
    }
    if (items.size() == MOST) {
      throw FieldRefusals.invalid(path, "is of one response more than %d".formatted(MOST));
    }
    Map<String, Json> all = new HashMap<>();
    kept.apply(response)
        .map(written)
        .map(answer -> answer.get("output"))
        .ifPresent(output -> ((Json.Arr) output).items().forEach(item -> put(all, item)));
    items.put(response, all);
    return all;
  }

  private static void put(Map<String, Json> all, Json item) {
    String id = ((Json.Obj) item).text("id");
    if (id != null) {
      all.put(id, item);
    }
  }
}
