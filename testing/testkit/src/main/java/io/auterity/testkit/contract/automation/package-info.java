/** What every connector of kind {@code automation} must do. */
@NullMarked
package io.auterity.testkit.contract.automation;

import org.jspecify.annotations.NullMarked;
