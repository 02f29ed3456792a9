/** Answers in a form that the platform itself asks models for, and reads. */
@NullMarked
package io.auterity.relay.answer;

import org.jspecify.annotations.NullMarked;
