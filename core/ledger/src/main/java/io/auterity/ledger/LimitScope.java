package io.auterity.ledger;

import io.auterity.platform.call.Principal;
import io.auterity.provider.Offer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The scope of a limit: whose calls count under it. The scopes that cover a call are a chain: all
 * must hold.
 */
public sealed interface LimitScope {

  /** All calls of the tenant. */
  static LimitScope wholeTenant() {
    return new WholeTenant();
  }

  /** Whether a call counts; while its offer is not known, whether it may. */
  boolean covers(Caller caller);

  /** The model of it, as limits write it; null when all count. */
  default @Nullable String model() {
    return null;
  }

  /** What it is of, e.g. {@code key}; several when all of these must hold. */
  default List<String> kinds() {
    return List.of(toString().split(" ", 2)[0]);
  }

  /** All of them at once; of none every call of the tenant. */
  static LimitScope of(List<LimitScope> parts) {
    return switch (parts.size()) {
      case 0 -> wholeTenant();
      case 1 -> parts.getFirst();
      default -> new AllOf(parts);
    };
  }

  /**
   * What a limit looks at in a call.
   *
   * @param owners whose call it is and who stands above these, as {@code kind/id}
   * @param offer where it is attempted; null before that is known
   */
  record Caller(UUID key, List<String> owners, Map<String, String> labels, @Nullable Offer offer) {

    /** The tenant itself, with no key. */
    public static final Caller TENANT = new Caller(new UUID(0, 0), List.of(), Map.of());

    public Caller {
      owners = List.copyOf(owners);
      labels = Map.copyOf(labels);
    }

    /** Before it is known where it is attempted. */
    public Caller(UUID key, List<String> owners, Map<String, String> labels) {
      this(key, owners, labels, null);
    }

    /** The same where it is attempted. */
    public Caller at(Offer where) {
      return new Caller(key, owners, labels, where);
    }
  }

  /** Every call of the tenant. */
  record WholeTenant() implements LimitScope {
    @Override
    public boolean covers(Caller caller) {
      return true;
    }

    @Override
    public String toString() {
      return "tenant";
    }
  }

  /** Calls that one API key makes, and runs that it started. */
  record OfKey(UUID key) implements LimitScope {
    @Override
    public boolean covers(Caller caller) {
      return key.equals(caller.key());
    }

    @Override
    public String toString() {
      return "key " + Principal.ID.write(key);
    }
  }

  /**
   * Calls of a team, project or user, and of all that belongs to it.
   *
   * @param ref as {@code kind/id}
   */
  record OfOwner(String ref) implements LimitScope {
    /** Of the one of that kind. */
    public OfOwner(String kind, String id) {
      this(kind + "/" + id);
    }

    @Override
    public boolean covers(Caller caller) {
      return caller.owners().contains(ref);
    }

    @Override
    public String toString() {
      return ref.replaceFirst("/", " ");
    }
  }

  /** Calls that carry one value under a label. */
  record OfLabel(String name, String value) implements LimitScope {
    @Override
    public boolean covers(Caller caller) {
      return value.equals(caller.labels().get(name));
    }

    @Override
    public String toString() {
      return "label %s=%s".formatted(name, value);
    }
  }

  /**
   * Attempts at one model: at whatever provider, or as {@code provider/model} at that one. It is
   * the model that answers which counts, under the id that its provider lists, whichever name was
   * asked for.
   */
  record OfModel(String name) implements LimitScope {
    @Override
    public boolean covers(Caller caller) {
      return caller.offer() == null || is(caller.offer());
    }

    /** Whether that is the model of an offer, or the offer. */
    boolean is(Offer offer) {
      return name.equals(offer.id()) || (offer.model() != null && name.equals(offer.model().id()));
    }

    @Override
    public String model() {
      return name;
    }

    @Override
    public String toString() {
      return "model " + name;
    }
  }

  /** Calls that several scopes all cover. */
  record AllOf(List<LimitScope> parts) implements LimitScope {
    public AllOf {
      parts = List.copyOf(parts);
    }

    @Override
    public boolean covers(Caller caller) {
      for (LimitScope part : parts) {
        if (!part.covers(caller)) {
          return false;
        }
      }
      return true;
    }

    @Override
    public @Nullable String model() {
      return parts.stream()
          .map(LimitScope::model)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    @Override
    public List<String> kinds() {
      return parts.stream().map(LimitScope::kinds).flatMap(Collection::stream).toList();
    }

    @Override
    public String toString() {
      return parts.stream().map(LimitScope::toString).collect(Collectors.joining(", "));
    }
  }
}
