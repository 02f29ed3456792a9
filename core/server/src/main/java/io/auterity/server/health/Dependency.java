package io.auterity.server.health;

import java.util.Optional;
import java.util.function.Supplier;

/** A dependency in the health check: the server cannot serve without it. */
public interface Dependency {

  /** E.g. {@code database}. */
  String name();

  /** What is wrong with it now, in one sentence; empty when it works. */
  Optional<String> problem();

  /** What the operator has to look at although it works, in one sentence. */
  default Optional<String> warning() {
    return Optional.empty();
  }

  /** What else there is to know about it, in one sentence. */
  default Optional<String> note() {
    return Optional.empty();
  }

  /** One that is asked for its problem and its warning. */
  static Dependency of(
      String name, Supplier<Optional<String>> problem, Supplier<Optional<String>> warning) {
    return of(name, problem, warning, Optional::empty);
  }

  /** One that is asked for its problem, its warning and its note. */
  static Dependency of(
      String name,
      Supplier<Optional<String>> problem,
      Supplier<Optional<String>> warning,
      Supplier<Optional<String>> note) {
    return new Dependency() {
      @Override
      public String name() {
        return name;
      }

      @Override
      public Optional<String> problem() {
        return problem.get();
      }

      @Override
      public Optional<String> warning() {
        return warning.get();
      }

      @Override
      public Optional<String> note() {
        return note.get();
      }
    };
  }
}
