/**
 * Planning of a call: the candidates and their order, in two pure halves with one look at live
 * state between them.
 */
@NullMarked
package io.auterity.relay.plan;

import org.jspecify.annotations.NullMarked;
