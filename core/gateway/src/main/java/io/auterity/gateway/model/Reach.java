package io.auterity.gateway.model;

/** The reach of a model: whether a tenant's providers can serve an operation with it. */
public enum Reach {
  /** At least one can. */
  OFFERED,
  /** Some offer the model, but none of them with this operation. */
  OTHER_OPERATIONS,
  /** None offers the model. */
  UNKNOWN
}
