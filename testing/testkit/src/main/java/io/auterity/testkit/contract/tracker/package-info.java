/** What every connector of kind {@code tracker} must do. */
@NullMarked
package io.auterity.testkit.contract.tracker;

import org.jspecify.annotations.NullMarked;
