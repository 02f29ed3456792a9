package io.auterity.ledger.price;

import io.auterity.ledger.NanoUnits;
import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.provider.Attempt;
import io.auterity.provider.Price;
import io.auterity.provider.Tariff;
import io.auterity.provider.config.CurrencyRule;
import io.auterity.spi.Json;
import io.auterity.spi.ai.MediaUnit;
import io.auterity.spi.ai.Surcharge;
import io.auterity.spi.ai.TokenUnit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The declarative resource {@code prices}: a dated price list. */
public final class PricesKind implements ResourceKind {

  private static final String SCHEMA = "prices.schema.json";
  private static final int LONGEST_TEXT = 65_536;
  private static final long MILLION = 1_000_000;

  private static final long MINUTE = 60;
  private static final long MILLIS = 1_000;

  /** Units by the word for them, for as many as the list says. */
  private static final Map<String, String> UNITS =
      Map.ofEntries(
          Map.entry("input", TokenUnit.INPUT.wire()),
          Map.entry("cached_input", TokenUnit.CACHED_INPUT.wire()),
          Map.entry("cache_write", TokenUnit.CACHE_WRITE.wire()),
          Map.entry("cache_write_long", TokenUnit.CACHE_WRITE_LONG.wire()),
          Map.entry("audio_input", TokenUnit.AUDIO_INPUT.wire()),
          Map.entry("image_input", TokenUnit.IMAGE_INPUT.wire()),
          Map.entry("output", TokenUnit.OUTPUT.wire()),
          Map.entry("reasoning", TokenUnit.REASONING.wire()),
          Map.entry("audio_output", TokenUnit.AUDIO_OUTPUT.wire()),
          Map.entry("image_output", TokenUnit.IMAGE_OUTPUT.wire()),
          Map.entry("characters", MediaUnit.INPUT_CHARACTERS),
          Map.entry("training", MediaUnit.TRAINED_TOKENS));

  /** Units by the word for them, whose number is fixed. */
  private static final Map<String, Counted> COUNTED =
      Map.of(
          "request", new Counted(Attempt.CALLS, 1),
          "image", new Counted(MediaUnit.IMAGES, 1),
          "audio_minute", new Counted(MediaUnit.AUDIO_SECONDS, MINUTE),
          "second", new Counted(MediaUnit.PREDICT_MILLISECONDS, MILLIS),
          "search", new Counted(MediaUnit.SEARCH_UNITS, 1),
          "web_search", new Counted(Surcharge.WEB_SEARCHES, 1),
          "map_search", new Counted(Surcharge.MAP_SEARCHES, 1),
          "code_session", new Counted(Surcharge.CODE_SESSIONS, 1));

  /** So many of a unit at one price. */
  private record Counted(String unit, long per) {}

  private final PriceLists lists;
  private final Json.Obj schema;

  public PricesKind(PriceLists lists) {
    this.lists = lists;
    this.schema = schemaText();
  }

  @Override
  public String name() {
    return "prices";
  }

  @Override
  public int order() {
    return 15;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    List<Problem> problems = new ArrayList<>(CurrencyRule.check(name(), id, spec, others));
    offers(spec)
        .fields()
        .forEach(
            (key, said) -> {
              checkTiers("offers." + key, (Json.Obj) said, problems);
              services((Json.Obj) said)
                  .forEach(
                      (name, service) ->
                          checkTiers(
                              "offers.%s.serviceTiers.%s".formatted(key, name),
                              (Json.Obj) service,
                              problems));
            });
    return problems;
  }

  private static void checkTiers(String path, Json.Obj said, List<Problem> problems) {
    List<Long> above = tiers(said).stream().map(PricesKind::above).toList();
    if (above.stream().distinct().count() < above.size()) {
      problems.add(
          new Problem(
              path + ".tiers", "must differ in above", "join those that begin at the same length"));
    }
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    lists.put(scope, read(resource), resource.spec().text("baseline"));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    lists.remove(scope, id);
  }

  /** A list of a spec that fits the schema. */
  static PriceList read(Resource resource) {
    Json.Obj spec = resource.spec();
    Label label =
        new Label(
            text(spec, "currency"),
            text(spec, "asOf"),
            "%s v%d".formatted(resource.id(), resource.version()));
    Map<String, Tariff> offers = new HashMap<>();
    offers(spec).fields().forEach((key, said) -> offers.put(key, tariff((Json.Obj) said, label)));
    return new PriceList(resource.id(), resource.version(), LocalDate.parse(label.asOf()), offers);
  }

  /** What all prices of a list have in common. */
  private record Label(String currency, String asOf, String list) {

    private Price price(String amount, long per) {
      return new Price(NanoUnits.nanos(amount), per, currency, asOf, list);
    }
  }

  private static Tariff tariff(Json.Obj said, Label label) {
    return tariff(said, said.get("per") instanceof Json.Int(long units) ? units : MILLION, label);
  }

  private static Tariff tariff(Json.Obj said, long per, Label label) {
    Map<String, Tariff> services = new HashMap<>();
    services(said)
        .forEach((name, service) -> services.put(name, tariff((Json.Obj) service, per, label)));
    List<Tariff.Tier> tiers =
        tiers(said).stream()
            .sorted(Comparator.comparingLong(PricesKind::above))
            .map(tier -> new Tariff.Tier(above(tier), prices(tier, per, label)))
            .toList();
    return new Tariff(prices(said, per, label), tiers, services);
  }

  private static Map<String, Price> prices(Json.Obj said, long per, Label label) {
    Map<String, Price> prices = new HashMap<>();
    UNITS.forEach(
        (word, unit) -> {
          String amount = said.text(word);
          if (amount != null) {
            prices.put(unit, label.price(amount, per));
          }
        });
    COUNTED.forEach(
        (word, counted) -> {
          String amount = said.text(word);
          if (amount != null) {
            prices.put(counted.unit(), label.price(amount, counted.per()));
          }
        });
    return prices;
  }

  private static List<Json.Obj> tiers(Json.Obj said) {
    return said.get("tiers") instanceof Json.Arr(List<Json> items)
        ? items.stream().map(Json.Obj.class::cast).toList()
        : List.of();
  }

  private static Map<String, Json> services(Json.Obj said) {
    return said.get("serviceTiers") instanceof Json.Obj(Map<String, Json> named) ? named : Map.of();
  }

  private static long above(Json.Obj tier) {
    return ((Json.Int) Objects.requireNonNull(tier.get("above"))).value();
  }

  private static Json.Obj offers(Json.Obj spec) {
    return (Json.Obj) Objects.requireNonNull(spec.get("offers"));
  }

  private static String text(Json.Obj spec, String name) {
    return Objects.requireNonNull(spec.text(name), name);
  }

  private static Json.Obj schemaText() {
    try (InputStream in = Objects.requireNonNull(PricesKind.class.getResourceAsStream(SCHEMA))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
