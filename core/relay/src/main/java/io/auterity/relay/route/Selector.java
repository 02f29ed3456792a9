package io.auterity.relay.route;

import io.auterity.platform.provider.ProviderInfo;

/** Names providers by what they are. */
public sealed interface Selector {

  boolean selects(ProviderInfo provider);

  /** As the user wrote it. */
  String text();

  /** One provider. */
  record Id(String provider) implements Selector {
    @Override
    public boolean selects(ProviderInfo info) {
      return info.id().equals(provider);
    }

    @Override
    public String text() {
      return provider;
    }
  }

  /** Those that carry an honest label. */
  record Mark(String mark) implements Selector {
    @Override
    public boolean selects(ProviderInfo info) {
      return info.marks().contains(mark);
    }

    @Override
    public String text() {
      return "mark " + mark;
    }
  }

  /** Those of one connector. */
  record Connector(String connector) implements Selector {
    @Override
    public boolean selects(ProviderInfo info) {
      return info.connector().equals(connector);
    }

    @Override
    public String text() {
      return "connector " + connector;
    }
  }

  /** Those verified at least as well: V1 is best, V5 least, V0 not at all. */
  record Grade(String grade) implements Selector {
    @Override
    public boolean selects(ProviderInfo info) {
      return rank(info.grade()) <= rank(grade);
    }

    @Override
    public String text() {
      return "grade " + grade + " or better";
    }

    private static int rank(String grade) {
      int number = grade.charAt(grade.length() - 1) - '0';
      return number == 0 ? 6 : number;
    }
  }
}
