package io.auterity.platform.call;

import io.auterity.platform.suggestion.Nearest;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The registry of all acts of a process. */
public final class Acts {

  private final SortedMap<String, Act> byName = new TreeMap<>();
  private final List<String> ofInstallation;

  /**
   * The registry of these acts.
   *
   * @throws IllegalArgumentException when two have the same name
   */
  public Acts(Collection<Act> acts) {
    for (Act act : acts) {
      Act other = byName.putIfAbsent(act.name(), act);
      if (other != null) {
        throw new IllegalArgumentException(
            "there are two acts '%s', %s and %s; give one of them another name"
                .formatted(act.name(), other, act));
      }
    }
    this.ofInstallation =
        byName.values().stream().filter(Act::installation).map(Act::target).toList();
  }

  /** All of them in the order of their names. */
  public List<Act> all() {
    return List.copyOf(byName.values());
  }

  /**
   * The act of that name.
   *
   * @throws IllegalArgumentException when there is none, naming the nearest
   */
  public Act named(String name) {
    Act act = byName.get(name);
    if (act == null) {
      throw new IllegalArgumentException(
          "there is no act '%s'; %s".formatted(name, Nearest.fix(name, byName.keySet())));
    }
    return act;
  }

  /**
   * The act itself.
   *
   * @throws IllegalArgumentException when the registry does not hold it as it is
   */
  public Act registered(Act act) {
    if (!named(act.name()).equals(act)) {
      throw new IllegalArgumentException(
          "%s is not the act of that name, which is %s".formatted(act, named(act.name())));
    }
    return act;
  }

  /** Targets of the acts that concern all tenants. */
  public List<String> ofInstallation() {
    return ofInstallation;
  }
}
