package io.auterity.relay.cache.semantic;

/**
 * The difference that the semantic cache sees between two questions, told without a word of them.
 */
public enum Difference {
  /** They are long, or not known to be English, and not equal. */
  UNREADABLE("cannot be compared for sure"),
  /** How, why, when, whether … */
  KIND("asks for another thing"),
  TENSE("asks of another time"),
  MODALITY("asks what may, should or must be, which the other does not"),
  PERSON("asks of another person"),
  NUMBER("asks of one, the other of many"),
  DIGITS("has another number"),
  WORDS("has another word"),
  ORDER("has its words in another order"),
  ROLES("has another preposition"),
  CAPITALS("has another name");

  private final String words;

  Difference(String words) {
    this.words = words;
  }

  /** As the end of a sentence about the one. */
  public String words() {
    return words;
  }
}
