package io.auterity.relay.decision;

/** The stages of the road, in its order. */
public enum Stage {
  AUTHENTICATE("authenticate"),
  TENANT("tenant"),
  AUTHORIZE("authorize"),
  CLASSIFY_DATA("classify data"),
  POLICY_PRE("policy pre"),
  CACHE("cache"),
  ROUTE("route"),
  RESERVE("reserve"),
  ATTEMPT("attempt"),
  POLICY_POST("policy post"),
  SETTLE("settle"),
  RECORD("record");

  private final String words;

  Stage(String words) {
    this.words = words;
  }

  /** Its name for people. */
  public String words() {
    return words;
  }
}
