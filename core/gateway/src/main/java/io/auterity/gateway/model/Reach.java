package io.auterity.gateway.model;

/** Whether a tenant's providers can serve an operation with a model. */
public enum Reach {
  /** At least one can. */
  OFFERED,
  /** Some offer the model, but none of them with this operation. */
  OTHER_OPERATIONS,
  /** None offers the model. */
  UNKNOWN
}
