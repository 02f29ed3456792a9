package io.auterity.gateway.openai.responses;

import io.auterity.gateway.dialect.FieldRefusals;
import io.auterity.gateway.dialect.Form;
import io.auterity.gateway.dialect.StoredResponse;
import io.auterity.platform.json.JsonPath;
import io.auterity.spi.CallFailedException;
import io.auterity.spi.Failure;
import io.auterity.spi.FailureCode;
import io.auterity.spi.Json;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Items of answers that one request names by their ids ({@code item_reference}) in the place of the
 * items: Vercel's SDK does that with all that it takes for stored. Each id names its response.
 */
final class ItemReferences {

  private static final Pattern ID = Pattern.compile("[a-z]{1,8}_([0-9a-f]{32})_[0-9]{1,6}");

  /** Most responses that the items of one request are of. */
  private static final int MOST = 200;

  private final Form.KeptAnswers kept;
  private final Function<StoredResponse, Json.Obj> written;
  private final Map<String, Json> items = new HashMap<>();

  /**
   * @param written what the caller was answered
   */
  ItemReferences(Form.KeptAnswers kept, Function<StoredResponse, Json.Obj> written) {
    this.kept = kept;
    this.written = written;
  }

  /** Whether an item only names another. */
  static boolean is(Json.Obj item) {
    return "item_reference".equals(item.text("type"));
  }

  /**
   * Finds the items that some of a request's name, all at once.
   *
   * @throws CallFailedException {@code invalid}
   */
  void find(List<Json> input) {
    Set<UUID> responses = new LinkedHashSet<>();
    for (int i = 0; i < input.size(); i++) {
      UUID response = response(input.get(i));
      if (response != null && responses.add(response) && responses.size() > MOST) {
        throw FieldRefusals.invalid(
            JsonPath.item("input", i), "is of one response more than %d".formatted(MOST));
      }
    }
    if (!responses.isEmpty()) {
      kept.find(responses, written).values().forEach(this::put);
    }
  }

  private static @Nullable UUID response(Json item) {
    String id = item instanceof Json.Obj named && is(named) ? named.text("id") : null;
    Matcher known = ID.matcher(id == null ? "" : id);
    return known.matches() ? StoredResponse.ID.read("resp_" + known.group(1)) : null;
  }

  private void put(Json.Obj answer) {
    if (answer.get("output") instanceof Json.Arr(List<Json> output)) {
      for (Json item : output) {
        String id = ((Json.Obj) item).text("id");
        if (id != null) {
          items.put(id, item);
        }
      }
    }
  }

  /**
   * The item that is meant, of those that were found.
   *
   * @param path where it is named
   * @throws CallFailedException {@code not_found}, as OpenAI says it
   */
  Json item(String path, String id) {
    Json item = items.get(id);
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
}
