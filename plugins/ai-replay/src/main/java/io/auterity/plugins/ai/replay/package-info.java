/** Recorded answers of a model, kept as documents of the provider. */
@NullMarked
package io.auterity.plugins.ai.replay;

import org.jspecify.annotations.NullMarked;
