/** What every connector of kind {@code ci} must do. */
@NullMarked
package io.auterity.testkit.contract.ci;

import org.jspecify.annotations.NullMarked;
