package io.auterity.cli.usage;

import io.auterity.cli.exit.CliException;
import io.auterity.cli.usage.VendorColumns.Figure;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Usage beside what a vendor says of it, by day and model. Vendors date their models and write them
 * in several ways, so {@code gpt-4o-mini-2024-07-18} is {@code gpt-4o-mini}, and {@code Claude
 * Haiku 4.5} is {@code claude-haiku-4-5}.
 */
public final class Reconciliation {

  private static final Pattern DATED = Pattern.compile("-(\\d{8}|\\d{4}-\\d{2}-\\d{2}|latest)$");
  private static final String ALL = "all models";

  private final Invoice invoice;
  private final BigDecimal tolerance;
  private final @Nullable LocalDate kept;
  private final boolean wholeDays;
  private final SortedMap<Place, Theirs> theirs = new TreeMap<>(Place.ORDER);
  private final SortedMap<Place, Ours> ours = new TreeMap<>(Place.ORDER);

  private record Place(LocalDate day, String model) {
    private static final Comparator<Place> ORDER =
        Comparator.comparing(Place::day).thenComparing(Place::model);
  }

  private static final class Theirs {
    private final Map<String, BigDecimal> quantities = new TreeMap<>();
    private BigDecimal cost = BigDecimal.ZERO;
  }

  private static final class Ours {
    private final Map<String, BigDecimal> quantities = new TreeMap<>();
    private final SortedSet<String> lists = new TreeSet<>();
    private final SortedSet<String> unpriced = new TreeSet<>();
    private BigDecimal cost = BigDecimal.ZERO;
    private BigDecimal estimated = BigDecimal.ZERO;
    private BigDecimal doubtful = BigDecimal.ZERO;
  }

  /**
   * A figure that is not the same.
   *
   * @param what unit, or {@code cost}
   * @param reason the likeliest
   */
  public record Difference(
      LocalDate day, String model, String what, BigDecimal ours, BigDecimal theirs, String reason) {

    /** What the vendor says beyond ours. */
    public BigDecimal amount() {
      return theirs.subtract(ours);
    }
  }

  /**
   * The result of a reconciliation.
   *
   * @param compared how many figures were compared
   * @param ours cost by usage
   * @param theirs cost by the vendor; null where it tells none
   */
  public record Result(
      int compared, List<Difference> differences, BigDecimal ours, @Nullable BigDecimal theirs) {
    public Result {
      differences = List.copyOf(differences);
    }
  }

  /**
   * @param figures of usage by provider, model and day
   * @param tolerance differences of cost up to that are rounding
   * @param kept the first day of which usage is kept; null when it is of all
   */
  public Reconciliation(
      Invoice invoice, List<JsonNode> figures, BigDecimal tolerance, @Nullable LocalDate kept) {
    this.kept = kept;
    this.invoice = invoice;
    this.tolerance = tolerance;
    this.wholeDays = invoice.lines().stream().anyMatch(line -> line.model().isEmpty());
    invoice.lines().forEach(this::add);
    figures.forEach(this::add);
  }

  private void add(Invoice.Line line) {
    Theirs sum = theirs.computeIfAbsent(place(line.day(), line.model()), place -> new Theirs());
    line.quantities().forEach((unit, more) -> sum.quantities.merge(unit, more, BigDecimal::add));
    BigDecimal cost = line.cost();
    sum.cost = cost == null ? sum.cost : sum.cost.add(cost);
  }

  private void add(JsonNode figure) {
    JsonNode group = figure.path("group");
    if (amount(figure, "cost").signum() != 0) {
      check(figure.path("currency").asString());
    }
    LocalDate day = LocalDate.parse(group.path("day").asString());
    Ours sum =
        ours.computeIfAbsent(place(day, group.path("model").asString()), place -> new Ours());
    figure
        .path("quantities")
        .properties()
        .forEach(
            one ->
                sum.quantities.merge(one.getKey(), one.getValue().decimalValue(), BigDecimal::add));
    sum.cost = sum.cost.add(amount(figure, "cost"));
    sum.estimated = sum.estimated.add(amount(figure, "estimatedCost"));
    sum.doubtful = sum.doubtful.add(amount(figure, "doubtfulCost"));
    figure.path("priceLists").forEach(list -> sum.lists.add(list.asString()));
    figure.path("unpriced").forEach(unit -> sum.unpriced.add(unit.asString()));
  }

  private void check(String currency) {
    for (Invoice.Line line : invoice.lines()) {
      if (line.cost() != null && !line.currency().equals(currency)) {
        throw CliException.badInput(
            "the file is in %s and usage in %s, which cannot be compared"
                .formatted(line.currency(), currency));
      }
    }
  }

  private static BigDecimal amount(JsonNode figure, String name) {
    return new BigDecimal(figure.path(name).asString());
  }

  private Place place(LocalDate day, String model) {
    return new Place(day, wholeDays ? ALL : plain(model));
  }

  /** A model's name without its date, as all vendors' could be written. */
  static String plain(String model) {
    String words = model.toLowerCase(Locale.ROOT).replaceAll("[ ._]+", "-");
    return DATED.matcher(words).replaceFirst("");
  }

  /** The figures that are not the same, by day, model and unit. */
  public Result result() {
    Set<Place> places = new TreeSet<>(Place.ORDER);
    places.addAll(theirs.keySet());
    places.addAll(ours.keySet());
    List<Difference> differences = new ArrayList<>();
    int compared = 0;
    for (Place place : places) {
      Ours here = ours.getOrDefault(place, new Ours());
      Theirs there = theirs.getOrDefault(place, new Theirs());
      boolean same = true;
      for (String unit : units(here, there)) {
        compared++;
        BigDecimal used = used(unit, here);
        BigDecimal told = there.quantities.getOrDefault(unit, BigDecimal.ZERO);
        if (used.compareTo(told) != 0) {
          same = false;
          differences.add(
              new Difference(place.day(), place.model(), unit, used, told, ofUse(place, here)));
        }
      }
      if (invoice.tellsCost()) {
        compared++;
        if (there.cost.subtract(here.cost).abs().compareTo(tolerance) > 0) {
          String reason = ofCost(place, here, there, same);
          differences.add(
              new Difference(place.day(), place.model(), "cost", here.cost, there.cost, reason));
        }
      }
    }
    return new Result(
        compared,
        differences,
        ours.values().stream().map(one -> one.cost).reduce(BigDecimal.ZERO, BigDecimal::add),
        invoice.tellsCost()
            ? theirs.values().stream().map(one -> one.cost).reduce(BigDecimal.ZERO, BigDecimal::add)
            : null);
  }

  private Set<String> units(Ours here, Theirs there) {
    Set<String> units = new TreeSet<>(invoice.layout().byName().keySet());
    if (invoice.layout().unit() != null) {
      units.addAll(there.quantities.keySet());
      Set<String> told = new HashSet<>();
      invoice.lines().forEach(line -> told.addAll(line.quantities().keySet()));
      here.quantities.keySet().stream().filter(told::contains).forEach(units::add);
    }
    return units;
  }

  private BigDecimal used(String unit, Ours here) {
    Figure figure = invoice.layout().byName().get(unit);
    List<String> units = figure == null ? List.of(unit) : figure.ours();
    return units.stream()
        .map(one -> here.quantities.getOrDefault(one, BigDecimal.ZERO))
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private String ofUse(Place place, Ours here) {
    if (kept != null && place.day().isBefore(kept)) {
      return "not kept here: usage reaches back to " + kept;
    }
    if (!ours.containsKey(place)) {
      return "not called through here on that day";
    }
    if (!theirs.containsKey(place)) {
      return here.doubtful.signum() > 0
          ? "calls in doubt that the vendor does not know"
          : "the file does not tell this model on that day";
    }
    if (here.doubtful.signum() > 0) {
      return "calls in doubt: it is not known whether they were made";
    }
    return here.estimated.signum() > 0
        ? "an estimate: the vendor did not tell its use with the answer"
        : "calls that did not come through here, or days of another time zone";
  }

  private String ofCost(Place place, Ours here, Theirs there, boolean sameUse) {
    boolean known = ours.containsKey(place) && theirs.containsKey(place);
    BigDecimal beyond = here.cost.subtract(there.cost);
    if (known && !here.unpriced.isEmpty() && beyond.signum() < 0) {
      return "no price for " + String.join(", ", here.unpriced);
    }
    boolean explained =
        beyond.signum() > 0
            && beyond.compareTo(here.doubtful.add(here.estimated).add(tolerance)) <= 0;
    if (!known || explained || !sameUse) {
      return ofUse(place, here);
    }
    return here.lists.size() > 1
        ? "prices changed: " + String.join(", ", here.lists)
        : "another price than that of " + (here.lists.isEmpty() ? "none" : here.lists.first());
  }
}
