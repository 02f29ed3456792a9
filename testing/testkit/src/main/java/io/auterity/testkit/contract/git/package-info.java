/** What every connector of kind {@code git} must do. */
@NullMarked
package io.auterity.testkit.contract.git;

import org.jspecify.annotations.NullMarked;
