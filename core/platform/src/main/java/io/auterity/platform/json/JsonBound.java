package io.auterity.platform.json;

import java.util.regex.Pattern;
import tools.jackson.core.exc.StreamConstraintsException;

/** Puts the bound that a JSON text goes beyond into words. */
public final class JsonBound {

  private static final Pattern WHERE_IT_IS_SET = Pattern.compile(", from `[^`]*`");

  private JsonBound() {}

  /** Which bound, how much it is, and how much there was. */
  public static String of(StreamConstraintsException e) {
    return WHERE_IT_IS_SET.matcher(e.getOriginalMessage()).replaceAll("") + "; send less";
  }
}
