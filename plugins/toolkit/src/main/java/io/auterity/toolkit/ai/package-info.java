/**
 * Code that connectors of the kind {@code ai} share: checks of inputs, metering, lists of models.
 */
@NullMarked
package io.auterity.toolkit.ai;

import org.jspecify.annotations.NullMarked;
