package io.auterity.server.health;

import java.util.Optional;

/** Something that the server cannot serve without. */
public interface Dependency {

  /** E.g. {@code database}. */
  String name();

  /** What is wrong with it now, in one sentence; empty when it works. */
  Optional<String> problem();
}
