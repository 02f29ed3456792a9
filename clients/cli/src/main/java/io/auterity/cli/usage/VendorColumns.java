package io.auterity.cli.usage;

import io.auterity.cli.exit.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

/**
 * The column mapping of a vendor's exports, read from a YAML file.
 *
 * @param layouts that the vendor has; the first whose columns are all there is taken
 */
public record VendorColumns(List<Layout> layouts) {

  private static final YAMLMapper YAML =
      YAMLMapper.builder().enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

  public VendorColumns {
    layouts = List.copyOf(layouts);
  }

  /**
   * One table.
   *
   * @param day column of a day, or of a time in it
   * @param model column of the model
   * @param modelPattern whose first group is the model in that column; null for all of it
   * @param figures quantities by what they are of
   * @param unit column that says in which unit of usage a row's quantity is; null without one
   * @param quantity column of that quantity
   * @param cost column of an amount; null without one
   * @param currency column of its currency; null for USD
   */
  public record Layout(
      String name,
      String day,
      String model,
      @Nullable String modelPattern,
      @Nullable Map<String, Figure> figures,
      @Nullable String unit,
      @Nullable String quantity,
      @Nullable String cost,
      @Nullable String currency) {

    /** Quantities by what they are of; empty where the rows say that themselves. */
    Map<String, Figure> byName() {
      return figures == null ? Map.of() : new LinkedHashMap<>(figures);
    }

    /** Without which it is another table. */
    List<String> needed() {
      List<String> needed = new ArrayList<>(List.of(day, model));
      byName()
          .values()
          .forEach(one -> needed.addAll(one.columns().stream().map(Figure::column).toList()));
      if (unit != null && quantity != null) {
        needed.addAll(List.of(unit, quantity));
      } else if (byName().isEmpty() && cost != null) {
        needed.add(cost);
      }
      return needed;
    }

    Optional<Pattern> pattern() {
      return Optional.ofNullable(modelPattern).map(Pattern::compile);
    }
  }

  /**
   * A quantity that is told in columns of its own.
   *
   * @param columns whose sum it is; one with a minus before its name is taken off
   * @param ours units of usage that make up the same
   */
  public record Figure(List<String> columns, List<String> ours) {
    public Figure {
      columns = List.copyOf(columns);
      ours = List.copyOf(ours);
    }

    static String column(String said) {
      return said.startsWith("-") ? said.substring(1) : said;
    }
  }

  /** Those of a vendor that is known: {@code openai}, {@code anthropic}, or {@code generic}. */
  public static VendorColumns of(String vendor) {
    String file = vendor.matches("[a-z]+") ? vendor + ".yaml" : "";
    try (InputStream in = VendorColumns.class.getResourceAsStream(file)) {
      if (file.isEmpty() || in == null) {
        throw CliException.badInput(
            "vendor is openai, anthropic or generic, not '%s': say by --columns what its columns mean"
                .formatted(vendor));
      }
      return read(vendor, in.readAllBytes());
    } catch (IOException e) {
      throw CliException.failed("%s: %s".formatted(file, e.getMessage()));
    }
  }

  /** Those of a file. */
  public static VendorColumns of(Path file) {
    try {
      return read(file.toString(), Files.readAllBytes(file));
    } catch (IOException e) {
      throw CliException.badInput("%s cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static VendorColumns read(String name, byte[] yaml) {
    try {
      VendorColumns columns = YAML.readValue(yaml, VendorColumns.class);
      columns.layouts().forEach(Layout::pattern);
      return columns;
    } catch (JacksonException | PatternSyntaxException | NullPointerException e) {
      throw CliException.badInput(
          "%s does not say what columns mean: %s".formatted(name, e.getMessage()));
    }
  }
}
