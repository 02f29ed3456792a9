/** What every connector of an HTTP service must do. */
@NullMarked
package io.auterity.testkit.contract.http;

import org.jspecify.annotations.NullMarked;
