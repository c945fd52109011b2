def there = System.getenv('PATH').split(':').any { new File(it, 'rpmbuild').canExecute() }
// As with the other tests: what is missing is skipped by hand, and fails under ./check.
return there || System.getenv('IMA_ALLOWLIST_REQUIRE_TOOLS') != null || System.getenv('CI') == 'true'
