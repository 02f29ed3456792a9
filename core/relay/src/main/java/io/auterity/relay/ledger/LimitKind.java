package io.auterity.relay.ledger;

import io.auterity.platform.call.TenantScope;
import io.auterity.platform.json.JsonReader;
import io.auterity.platform.problem.Problem;
import io.auterity.platform.provider.config.OneCurrency;
import io.auterity.platform.resource.Resource;
import io.auterity.platform.resource.ResourceKind;
import io.auterity.platform.resource.ResourceSet;
import io.auterity.spi.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** The declarative resources {@code budget} and {@code quota}. */
public final class LimitKind implements ResourceKind {

  private static final int LONGEST_TEXT = 65_536;

  private final String name;
  private final Ledger ledger;
  private final Json.Obj schema;

  private LimitKind(String name, Ledger ledger) {
    this.name = name;
    this.ledger = ledger;
    this.schema = schemaText(name + ".schema.json");
  }

  /** Caps on money. */
  public static LimitKind budget(Ledger ledger) {
    return new LimitKind(Limit.BUDGET, ledger);
  }

  /** Caps on calls. */
  public static LimitKind quota(Ledger ledger) {
    return new LimitKind(Limit.QUOTA, ledger);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int order() {
    return 20;
  }

  @Override
  public Json.Obj schema() {
    return schema;
  }

  @Override
  public List<Problem> check(TenantScope scope, String id, Json.Obj spec, ResourceSet others) {
    if (!name.equals(Limit.BUDGET)) {
      return List.of();
    }
    try {
      NanoUnits.nanos(text(spec, "cap"));
      return OneCurrency.check(name, id, spec, others);
    } catch (ArithmeticException | NumberFormatException e) {
      return List.of(
          new Problem(
              "cap",
              "must be a decimal amount of at most nine places, below nine thousand million",
              "write it as text, e.g. \"5.00\""));
    }
  }

  @Override
  public void applied(TenantScope scope, Resource resource) {
    ledger.put(scope, limit(resource.id(), resource.spec()));
  }

  @Override
  public void removed(TenantScope scope, String id) {
    ledger.remove(scope, name, id);
  }

  private Limit limit(String id, Json.Obj spec) {
    Limit.Period period = Limit.Period.valueOf(text(spec, "period").toUpperCase(Locale.ROOT));
    return name.equals(Limit.BUDGET)
        ? Limit.budget(id, NanoUnits.nanos(text(spec, "cap")), text(spec, "currency"), period)
        : Limit.quota(id, ((Json.Int) Objects.requireNonNull(spec.get("calls"))).value(), period);
  }

  private static String text(Json.Obj spec, String name) {
    return Objects.requireNonNull(spec.text(name), name);
  }

  private static Json.Obj schemaText(String file) {
    try (InputStream in = Objects.requireNonNull(LimitKind.class.getResourceAsStream(file))) {
      return new JsonReader(LONGEST_TEXT).readObject(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
