def there = System.getenv('PATH').split(':').any { new File(it, 'seinfo').canExecute() }
    && new File('/etc/selinux/default/contexts/files/file_contexts').isFile()
// As with the other tests: what is missing is skipped by hand, and fails under ./check.
return there || System.getenv('IMA_ALLOWLIST_REQUIRE_TOOLS') != null || System.getenv('CI') == 'true'
