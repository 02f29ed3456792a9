package io.auterity.cli.prices;

import io.auterity.cli.exit.CliException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The prices of a published file: offers as they stand in a price list, and what could not be
 * taken. They are in USD for a million tokens or characters, a minute of sound, a picture or a
 * search. It knows two shapes: Portkey's, a file for each vendor with cents per token, and
 * LiteLLM's, one file for all with dollars per token, character, second, picture or query.
 *
 * @param taken by offer; prices by unit, and tiers by the length above which they hold
 * @param skipped reason by the name in the file
 */
public record PublishedPrices(Map<String, Offer> taken, Map<String, String> skipped) {

  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int PLACES = 9;
  private static final BigDecimal MOST = BigDecimal.TEN.pow(9);

  /** An offer's prices by unit, and those of its tiers. */
  public record Offer(Map<String, String> prices, Map<Long, Map<String, String>> tiers) {

    /** As one line for people. */
    public String words() {
      String usual =
          prices.entrySet().stream()
              .map(one -> one.getKey().replace('_', ' ') + " " + one.getValue())
              .collect(Collectors.joining(", "));
      return tiers.isEmpty() ? usual : usual + ", with tiers";
    }

    private static Offer empty() {
      return new Offer(new LinkedHashMap<>(), new TreeMap<>());
    }
  }

  /**
   * Reads a file.
   *
   * @param vendor whom a file for one vendor is about, as its name says
   * @param providers what to call a vendor instead
   * @throws CliException when it has neither shape, or a price that is none
   */
  public static PublishedPrices read(byte[] file, String vendor, Map<String, String> providers) {
    JsonNode root = parsed(file);
    PublishedPrices prices = new PublishedPrices(new TreeMap<>(), new TreeMap<>());
    int known = 0;
    for (Map.Entry<String, JsonNode> entry : root.properties()) {
      JsonNode said = entry.getValue();
      if (said.path("pricing_config").isObject()) {
        known++;
        prices.portkey(vendor, entry.getKey(), said.path("pricing_config"), providers);
      } else if (said.path("litellm_provider").isString()) {
        known++;
        prices.liteLlm(entry.getKey(), said, providers);
      } else {
        prices.skipped.put(entry.getKey(), "has no prices in a shape that is known");
      }
    }
    if (known == 0) {
      throw CliException.badInput("this is neither Portkey's nor LiteLLM's file of prices");
    }
    return prices;
  }

  private static JsonNode parsed(byte[] file) {
    try {
      JsonNode root = MAPPER.readTree(file);
      if (root != null && root.isObject()) {
        return root;
      }
    } catch (JacksonException e) {
      throw CliException.badInput(
          "the file is not JSON: line %d, column %d"
              .formatted(e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
    }
    throw CliException.badInput("the file is not a JSON object");
  }

  private void portkey(
      String vendor, String model, JsonNode config, Map<String, String> providers) {
    if (model.equals("default")) {
      skipped.put(model, "stands for what the file does not name");
      return;
    }
    String currency = config.path("currency").asString("USD");
    if (!currency.equals("USD")) {
      skipped.put(model, "is in " + currency);
      return;
    }
    JsonNode pay = config.path("pay_as_you_go");
    Offer offer = Offer.empty();
    BigDecimal cents = new BigDecimal("10000");
    put(offer.prices(), "input", pay.path("request_token").path("price"), cents, model);
    put(offer.prices(), "output", pay.path("response_token").path("price"), cents, model);
    put(
        offer.prices(),
        "cached_input",
        pay.path("cache_read_input_token").path("price"),
        cents,
        model);
    put(
        offer.prices(),
        "cache_write",
        pay.path("cache_write_input_token").path("price"),
        cents,
        model);
    put(
        offer.prices(),
        "cache_write_long",
        pay.path("additional_units").path("cache_write_1h").path("price"),
        cents,
        model);
    take(model, key(vendor, model, providers), offer);
  }

  private void liteLlm(String name, JsonNode said, Map<String, String> providers) {
    if (name.equals("sample_spec")) {
      skipped.put(name, "explains the file");
      return;
    }
    String vendor = said.path("litellm_provider").asString("");
    String model = name.startsWith(vendor + "/") ? name.substring(vendor.length() + 1) : name;
    Offer offer = Offer.empty();
    for (Map.Entry<String, JsonNode> field : said.properties()) {
      LiteLlmField known = LiteLlmField.of(field.getKey());
      if (known != null) {
        Map<String, String> into =
            known.above() == 0
                ? offer.prices()
                : offer.tiers().computeIfAbsent(known.above(), above -> new LinkedHashMap<>());
        put(into, known.unit(), field.getValue(), known.times(), name);
      }
    }
    take(name, key(vendor, model, providers), offer);
  }

  private static String key(String vendor, String model, Map<String, String> providers) {
    return providers.getOrDefault(vendor, vendor) + "/" + model;
  }

  // A file's zero is what it does not know as often as a gift; under a budget it would be a hole.
  private void take(String name, String key, Offer offer) {
    boolean costs = offer.prices().values().stream().anyMatch(one -> !one.equals("0"));
    if (offer.prices().isEmpty()) {
      skipped.put(name, "has no price by token");
    } else if (!costs) {
      skipped.put(name, "costs nothing by this file; write a price of \"0\" if that is so");
    } else {
      taken.put(key, offer);
    }
  }

  private static void put(
      Map<String, String> into, String unit, JsonNode price, BigDecimal times, String name) {
    if (price.isMissingNode() || price.isNull()) {
      return;
    }
    BigDecimal amount = amount(price, times);
    if (amount == null) {
      throw CliException.badInput(
          "%s: '%s' is no price of %s".formatted(name, price.asString(""), unit));
    }
    into.put(unit, amount.signum() == 0 ? "0" : amount.stripTrailingZeros().toPlainString());
  }

  // Finer than a nano-unit is rounded up, so that nothing is held too low.
  private static @Nullable BigDecimal amount(JsonNode price, BigDecimal times) {
    if (!price.isNumber()) {
      return null;
    }
    BigDecimal amount = new BigDecimal(price.asString()).multiply(times);
    boolean possible = amount.signum() >= 0 && amount.compareTo(MOST) < 0;
    return possible ? amount.setScale(PLACES, RoundingMode.CEILING) : null;
  }

  /**
   * A price field of LiteLLM's file, and what it prices.
   *
   * @param above length of input above which it holds, in tokens; 0 for any
   * @param times for how many of what it prices a price list tells one price
   */
  private record LiteLlmField(String unit, long above, BigDecimal times) {

    private static final Pattern TIER = Pattern.compile("(.+)_above_(\\d{1,6})k_tokens");
    private static final BigDecimal MILLION = new BigDecimal("1000000");
    private static final BigDecimal MINUTE = new BigDecimal("60");

    private static final Map<String, String> TOKENS =
        Map.of(
            "input_cost_per_token", "input",
            "output_cost_per_token", "output",
            "cache_read_input_token_cost", "cached_input",
            "cache_creation_input_token_cost", "cache_write",
            "cache_creation_input_token_cost_above_1hr", "cache_write_long",
            "output_cost_per_reasoning_token", "reasoning");

    private static final Map<String, LiteLlmField> OTHERS =
        Map.of(
            "input_cost_per_character", new LiteLlmField("characters", 0, MILLION),
            "input_cost_per_second", new LiteLlmField("audio_minute", 0, MINUTE),
            "input_cost_per_query", new LiteLlmField("search", 0, BigDecimal.ONE),
            "output_cost_per_image", new LiteLlmField("image", 0, BigDecimal.ONE));

    /** Null when it prices nothing that can be taken. */
    static @Nullable LiteLlmField of(String name) {
      Matcher tier = TIER.matcher(name);
      boolean tiered = tier.matches();
      String unit = TOKENS.get(tiered ? tier.group(1) : name);
      if (unit == null) {
        return OTHERS.get(name);
      }
      return new LiteLlmField(unit, tiered ? Long.parseLong(tier.group(2)) * 1_000 : 0, MILLION);
    }
  }
}
