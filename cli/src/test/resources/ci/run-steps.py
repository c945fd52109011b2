"""Runs the steps of a CI configuration, but for those that install, as its runner would.

run-steps.py KIND FILE: KIND is github, gitlab or jenkins. A secret is taken from the environment:
SECRET_NAME has the value of a GitHub secret; files of GitLab and Jenkins are there by their names.
"""
import os
import re
import string
import subprocess
import sys

import yaml


def run(shell, script, environment):
    subprocess.run(shell + ["-c", script], env={**os.environ, **environment}, check=True)


def expanded(values, known):
    """GitLab expands variables in variables, GitHub does not."""
    return {name: string.Template(value).safe_substitute(known) for name, value in values.items()}


def github(text):
    workflow = yaml.safe_load(text)
    runs = 0
    for job in workflow["jobs"].values():
        for step in job["steps"]:
            if "run" not in step:
                assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"]), step
                continue
            if step["name"] == "Install":
                continue
            environment = {**workflow.get("env", {}), **job.get("env", {})}
            for name, value in step.get("env", {}).items():
                secret = re.fullmatch(r"\$\{\{ secrets\.(\w+) \}\}", value)
                environment[name] = os.environ["SECRET_" + secret.group(1)] if secret else value
            run(["bash", "-e"], step["run"], environment)
            runs += 1
    return runs


def gitlab(text):
    jobs = yaml.safe_load(text)
    runs = 0
    for job in jobs.values():
        environment = expanded(job["variables"], os.environ)
        run(["bash", "-eo", "pipefail"], "\n".join(job["script"]), environment)
        runs += 1
    return runs


def jenkins(text):
    environment = dict(re.findall(r"^\s+(\w+) = '([^']*)'$", text, re.MULTILINE))
    runs = 0
    for stage, body in re.findall(r"stage\('(\w+)'\) \{(.*?)\n        \}\n", text, re.DOTALL):
        for script in re.findall(r"sh '''(.*?)'''", body, re.DOTALL):
            if stage != "Install":
                # Groovy joins lines at a backslash, also between single quotes.
                run(["sh", "-xe"], script.replace("\\\n", ""), environment)
                runs += 1
    return runs


with open(sys.argv[2], encoding="utf-8") as file:
    steps = {"github": github, "gitlab": gitlab, "jenkins": jenkins}[sys.argv[1]](file.read())
print(steps, "steps")
